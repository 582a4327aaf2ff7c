// Keeps the saved articles for the time without a connection: those that are new, without those that were taken out.

const LIST = "gleaner.saved";
const CACHE = "gleaner-saved";
const place = document.querySelector("script[data-worker]")?.dataset;

if (place?.worker && "serviceWorker" in navigator && "caches" in window) {
  const keep = () => keepSaved().catch(() => {});
  keep();
  // The button beside an article changes the list after this has been told of the click.
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-tool=save], [data-saved]")) setTimeout(keep);
  });
}

async function keepSaved() {
  const wanted = new Set(saved());
  if (!wanted.size && !(await caches.has(CACHE))) return;
  await navigator.serviceWorker.register(place.worker, { scope: place.scope });
  const cache = await caches.open(CACHE);
  const marks = JSON.parse(localStorage.getItem(`${LIST}.kept`) ?? "[]");
  for (const path of marks) if (!wanted.has(path)) await cache.delete(path);
  const done = [];
  for (const path of wanted) {
    const isHere = path === location.pathname;
    if ((marks.includes(path) && !isHere && (await cache.match(path))) || (await keepPage(cache, path))) done.push(path);
  }
  localStorage.setItem(`${LIST}.kept`, JSON.stringify(done));
}

// As a stranger gets it: without cookies, so that what only somebody signed in may see is never kept. What may not be
// stored is the question for a password, in the article's place.
async function keepPage(cache, path) {
  const answer = await fetch(path, { credentials: "omit" });
  const isPage = answer.ok && !answer.redirected && answer.headers.get("Content-Type")?.startsWith("text/html");
  if (!isPage || /no-store|private/.test(answer.headers.get("Cache-Control") ?? "")) {
    await cache.delete(path);
    return false;
  }
  const page = new DOMParser().parseFromString(await answer.clone().text(), "text/html");
  const parts = [...page.querySelectorAll("link[rel=stylesheet], link[as=font], script[src], img[src]")];
  const named = [...parts.map((each) => each.getAttribute("href") ?? each.getAttribute("src")), ...pictures(page)];
  const addresses = named.map((each) => new URL(each, location.href));
  const own = addresses.filter(({ origin }) => origin === location.origin).map(({ pathname }) => pathname);
  await Promise.allSettled(own.map(async (each) => (await cache.match(each)) ?? cache.add(each)));
  await cache.put(path, answer);
  return true;
}

// All forms of the pictures: which one a browser takes depends on how wide its window is then.
function pictures(page) {
  const sets = [...page.querySelectorAll("source[srcset]")].map((each) => each.getAttribute("srcset"));
  return sets.flatMap((set) => set.split(", ").map((each) => each.split(" ")[0]));
}

function saved() {
  try {
    const list = JSON.parse(localStorage.getItem(LIST) ?? "[]");
    const addresses = list.map(({ url }) => new URL(url, location.href));
    const own = addresses.filter(({ origin, pathname }) => origin === location.origin && pathname.startsWith(place.scope));
    return own.map(({ pathname }) => pathname);
  } catch {
    return [];
  }
}
