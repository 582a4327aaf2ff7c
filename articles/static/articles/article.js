// The article: what follows the reading, and the tools beside it. All of it is a help; the page is whole without.

const SAVED = "gleaner.saved";

for (const tools of document.querySelectorAll(".tools")) offerTools(tools);
followReading();

function followReading() {
  const links = new Map();
  for (const link of document.querySelectorAll(".contents a")) {
    // As it is written: an address would spell it otherwise, and not every one can be read back.
    const heading = document.getElementById(link.getAttribute("href").slice(1));
    if (heading) links.set(heading, link);
  }
  const contents = document.querySelector(".contents details");
  // Only beside the text, where nothing moves that stands below.
  if (contents) contents.open = matchMedia("(min-width: 70rem)").matches;
  const rule = document.querySelector(".progress");
  const text = document.querySelector(".article");
  if (!text) return;
  rule.hidden = false;
  let asked = false;
  const follow = () => {
    asked = false;
    const { top, height } = text.getBoundingClientRect();
    const way = Math.max(1, height - innerHeight);
    rule.style.inlineSize = `${Math.min(100, Math.max(0, (-top / way) * 100))}%`;
    let current = null;
    for (const heading of links.keys()) if (heading.getBoundingClientRect().top < innerHeight / 3) current = heading;
    for (const [heading, link] of links) {
      if (heading === current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };
  const ask = () => {
    if (!asked) requestAnimationFrame(follow);
    asked = true;
  };
  addEventListener("scroll", ask, { passive: true });
  addEventListener("resize", ask);
  follow();
}

function offerTools(tools) {
  const { url, title } = tools.dataset;
  const tool = (name) => tools.querySelector(`[data-tool=${name}]`);
  const say = (words) => { tool("status").textContent = words; };

  const save = tool("save");
  const showSaved = () => {
    const is = saved().some((each) => each.url === url);
    save.setAttribute("aria-pressed", String(is));
    save.textContent = is ? save.dataset.on : save.dataset.off;
  };
  save.addEventListener("click", () => {
    const others = saved().filter((each) => each.url !== url);
    const was = others.length < saved().length;
    keep(was ? others : [{ url, title, saved: new Date().toISOString() }, ...others]);
    showSaved();
  });
  save.hidden = false;
  showSaved();

  if (navigator.clipboard) {
    const copy = tool("copy");
    const words = copy.textContent;
    let back;
    copy.hidden = false;
    copy.addEventListener("click", async () => {
      const { done, failed } = copy.dataset;
      const isDone = await navigator.clipboard.writeText(url).then(() => true, () => false);
      copy.textContent = isDone ? done : failed;
      say(isDone ? done : `${failed}: ${copy.dataset.instead}`);
      clearTimeout(back);
      back = setTimeout(() => { copy.textContent = words; }, 2000);
    });
  }
  if (navigator.share) {
    tool("share").hidden = false;
    tool("share").addEventListener("click", () => navigator.share({ title, url }).catch(() => {}));
  }
  tool("print").hidden = false;
  tool("print").addEventListener("click", () => print());
}

function saved() {
  try {
    const list = JSON.parse(localStorage.getItem(SAVED) ?? "[]");
    return Array.isArray(list) ? list.filter((each) => typeof each?.url === "string") : [];
  } catch {
    return [];
  }
}

function keep(list) {
  try {
    localStorage.setItem(SAVED, JSON.stringify(list));
  } catch {
    // A browser that keeps nothing: the button says so by staying as it was.
  }
}
