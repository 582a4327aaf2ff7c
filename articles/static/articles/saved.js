// The saved articles, as this browser keeps them: the newest first, each to be taken out again.

const SAVED = "gleaner.saved";
for (const place of document.querySelectorAll("[data-saved]")) showSaved(place);

function showSaved(place) {
  const list = place.querySelector("[data-saved-list]");
  const none = place.querySelector("[data-saved-none]");
  place.querySelector("[data-saved-silent]").hidden = true;

  function show() {
    const entries = read();
    list.replaceChildren(...entries.map(item));
    list.hidden = !entries.length;
    none.hidden = Boolean(entries.length);
  }

  function item({ url, title, saved }) {
    const entry = document.createElement("li");
    const heading = document.createElement("h2");
    const link = document.createElement("a");
    link.href = url;
    link.textContent = title || url;
    heading.append(link);
    const card = document.createElement("article");
    card.className = "card";
    card.append(heading);
    const day = new Date(saved);
    if (!Number.isNaN(day.valueOf())) {
      const when = document.createElement("p");
      when.className = "dates";
      when.textContent = `${place.dataset.day} ${day.toLocaleDateString(document.documentElement.lang || undefined, { dateStyle: "long" })}`;
      card.append(when);
    }
    const remove = document.createElement("button");
    remove.type = "button";
    remove.className = "button plain";
    remove.textContent = place.dataset.remove;
    remove.setAttribute("aria-label", `${place.dataset.remove}: ${title || url}`);
    remove.addEventListener("click", () => {
      write(read().filter((each) => each.url !== url));
      show();
      place.querySelector("[role=status]").textContent = `${place.dataset.removed} ${title || url}`;
      (list.querySelector("button") ?? document.getElementById("content")).focus();
    });
    card.append(remove);
    entry.append(card);
    return entry;
  }

  addEventListener("storage", show);
  addEventListener("pageshow", show);
  show();
}

function read() {
  try {
    const list = JSON.parse(localStorage.getItem(SAVED) ?? "[]");
    return Array.isArray(list) ? list.filter(isOurs) : [];
  } catch {
    return [];
  }
}

// Whatever else writes there: only addresses of the web are linked to.
function isOurs(entry) {
  try {
    return ["http:", "https:"].includes(new URL(entry.url).protocol);
  } catch {
    return false;
  }
}

function write(list) {
  try {
    localStorage.setItem(SAVED, JSON.stringify(list));
  } catch {
    // A browser that keeps nothing.
  }
}
