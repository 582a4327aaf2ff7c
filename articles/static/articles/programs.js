// Programs to compare: added on any page, kept across pages and visits, compared at an address that can be shared.

const KEPT = "gleaner.programs";
const MOST = 4;
const tray = document.querySelector(".tray");
if (tray) offerComparison(tray);

function offerComparison(tray) {
  const words = tray.dataset;
  const part = (name) => tray.querySelector(`[data-tray=${name}]`);
  const list = tray.querySelector("ul");
  const tooFew = part("few").textContent;
  const isComparison = location.pathname === new URL(words.compare, location.href).pathname;

  const say = (text) => { tray.querySelector("[role=status]").textContent = text; };

  function show() {
    const chosen = read();
    list.replaceChildren(...chosen.map(({ key, name }) => {
      const item = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = "×";
      button.setAttribute("aria-label", `${words.remove}: ${name}`);
      button.addEventListener("click", () => {
        toggle(key, name);
        (list.querySelector("button") ?? part("clear")).focus();
      });
      item.append(name, button);
      return item;
    }));
    // The page of a comparison has its own ways to remove: the tray is for all others.
    tray.hidden = !chosen.length || isComparison;
    part("few").textContent = tooFew;
    part("few").hidden = chosen.length > 1;
    part("compare").hidden = chosen.length < 2;
    part("compare").href = `${words.compare}?${chosen.map(({ key }) => `program=${encodeURIComponent(key)}`).join("&")}`;
    for (const button of document.querySelectorAll("button[data-program]")) {
      const isIn = chosen.some(({ key }) => key === button.dataset.program);
      button.setAttribute("aria-pressed", String(isIn));
      button.firstChild.textContent = isIn ? words.added : words.add;
    }
  }

  function toggle(key, name) {
    const chosen = read();
    const others = chosen.filter((each) => each.key !== key);
    const isAdded = others.length === chosen.length;
    if (isAdded && chosen.length >= MOST) {
      tray.hidden = false;
      say(words.full);
      part("few").textContent = words.full;
      part("few").hidden = false;
      return;
    }
    write(isAdded ? [...chosen, { key, name }] : others);
    show();
    say(`${isAdded ? words.saidAdded : words.saidRemoved} ${name}`);
  }

  for (const link of document.querySelectorAll("a[data-program]")) makeButton(link);
  function makeButton(link) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = link.className;
    Object.assign(button.dataset, link.dataset);
    button.append(...link.childNodes);
    button.addEventListener("click", () => toggle(button.dataset.program, button.dataset.name));
    link.replaceWith(button);
  }
  // A list that was answered in place brings new links.
  new MutationObserver(() => {
    const links = document.querySelectorAll("a[data-program]");
    for (const link of links) makeButton(link);
    if (links.length) show();
  }).observe(document.getElementById("content"), { childList: true, subtree: true });

  part("clear").addEventListener("click", () => {
    write([]);
    show();
    document.getElementById("content").focus();
  });
  for (const link of document.querySelectorAll("[data-program-gone]")) {
    link.addEventListener("click", () => {
      const { programGone } = link.dataset;
      write(programGone === "all" ? [] : read().filter(({ key }) => key !== programGone));
    });
  }
  addEventListener("storage", show);
  addEventListener("pageshow", show);
  show();
}

function read() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT) ?? "[]");
    const fits = (each) => typeof each?.key === "string" && typeof each.name === "string";
    return Array.isArray(kept) ? kept.filter(fits).slice(0, MOST) : [];
  } catch {
    return [];
  }
}

function write(chosen) {
  try {
    localStorage.setItem(KEPT, JSON.stringify(chosen));
  } catch {
    // A browser that keeps nothing: the links of the page without a script still compare.
  }
}
