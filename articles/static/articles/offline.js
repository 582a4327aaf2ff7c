// Keeps the saved articles for the time without a connection: those that are new, without those that were taken out.

const LIST = "gleaner.saved";
const KEPT = `${LIST}.kept`;
const CACHE = "gleaner-saved";
const place = document.querySelector("script[data-worker]")?.dataset;

if (place?.worker && "serviceWorker" in navigator && "caches" in window && "locks" in navigator) {
  // One after the other, in whatever tabs: what one of them just brings is not yet what another one needs.
  const keep = () => navigator.locks.request(CACHE, () => keepSaved().catch(() => {}));
  keep();
  // Told before the button, which takes itself away with its article, and at work after the list has changed.
  const isOfTheList = ({ target }) => target.closest?.("[data-tool=save], [data-saved]");
  document.addEventListener("click", (event) => isOfTheList(event) && setTimeout(keep), { capture: true });
}

// All hubs of a host share one list and one cache, and each takes out its own articles alone.
async function keepSaved() {
  const wanted = new Set(saved());
  if (!wanted.size && !(await caches.has(CACHE))) return;
  await navigator.serviceWorker.register(place.worker, { scope: place.scope });
  const cache = await caches.open(CACHE);
  const marks = read(KEPT).filter((path) => typeof path === "string");
  const done = marks.filter((path) => !path.startsWith(place.scope));
  const gone = marks.filter((path) => path.startsWith(place.scope) && !wanted.has(path));
  for (const path of gone) await cache.delete(path);
  let isChanged = gone.length > 0;
  for (const path of wanted) {
    const isAtHand = path !== location.pathname && marks.includes(path) && (await cache.match(path));
    if (isAtHand || (await keepPage(cache, path))) done.push(path);
    isChanged ||= !isAtHand;
  }
  localStorage.setItem(KEPT, JSON.stringify(done));
  if (isChanged) await dropUnused(cache);
}

// As a stranger gets it: without cookies, so that what only somebody signed in may see is never kept. What may not be
// stored is the question for a password, in the article's place.
async function keepPage(cache, path) {
  const answer = await fetch(path, { credentials: "omit" });
  if (!answer.ok || answer.redirected || !isPage(answer) || /no-store|private/.test(answer.headers.get("Cache-Control") ?? "")) {
    await cache.delete(path);
    return false;
  }
  const parts = partsOf(await answer.clone().text());
  await Promise.allSettled(parts.map(async (each) => (await cache.match(each)) ?? cache.add(each)));
  await cache.put(path, answer);
  return true;
}

// Pictures of articles that were taken out, and styles of a former release: what no page needs that is kept.
async function dropUnused(cache) {
  const keys = await cache.keys(); // before the pages are read: the worker brings a page, and then its parts
  const needed = new Set();
  for (const key of keys) {
    const answer = await cache.match(key);
    if (answer && isPage(answer)) for (const each of [...ownPath(key.url), ...partsOf(await answer.text())]) needed.add(each);
  }
  for (const key of keys) if (!ownPath(key.url).some((path) => needed.has(path))) await cache.delete(key);
}

function isPage(answer) {
  return answer.headers.get("Content-Type")?.startsWith("text/html");
}

function partsOf(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const parts = [...page.querySelectorAll("link[rel=stylesheet], link[as=font], script[src], img[src]")];
  const named = [...parts.map((each) => each.getAttribute("href") ?? each.getAttribute("src")), ...pictures(page)];
  return named.flatMap(ownPath);
}

// All forms of the pictures: which one a browser takes depends on how wide its window is then.
function pictures(page) {
  const sets = [...page.querySelectorAll("source[srcset]")].map((each) => each.getAttribute("srcset"));
  return sets.flatMap((set) => set.split(", ").map((each) => each.split(" ")[0]));
}

function saved() {
  const addresses = read(LIST).map((each) => each?.url).filter((each) => typeof each === "string");
  return addresses.flatMap(ownPath).filter((path) => path.startsWith(place.scope));
}

// Nothing for an address of another host, or what is none.
function ownPath(address) {
  try {
    const { origin, pathname } = new URL(address, location.href);
    return origin === location.origin ? [pathname] : [];
  } catch {
    return [];
  }
}

function read(name) {
  try {
    const list = JSON.parse(localStorage.getItem(name) ?? "[]");
    return Array.isArray(list) ? list : [];
  } catch {
    return [];
  }
}
