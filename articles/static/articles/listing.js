// The list changes in its place: a filter, an order, a page or a search is fetched from its own address and put in.
// Without this, or where it fails, the links and the form lead to the same addresses.

const status = document.getElementById("listing-status");
let shown = address(location);
let asking = null;

document.addEventListener("click", (event) => {
  const link = event.target.closest("#listing a[href]");
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (link.origin !== location.origin || link.pathname !== location.pathname || link.hash) return;
  event.preventDefault();
  show(link.href, { key: link.dataset.key, fromTop: !link.closest(".filters, .orders") });
});

document.addEventListener("submit", (event) => {
  const form = event.target.closest("#listing form");
  if (!form) return;
  event.preventDefault();
  const asked = [...new FormData(form)].filter(([, value]) => value.trim());
  const query = new URLSearchParams(asked).toString();
  show(form.action.split("?")[0] + (query ? `?${query}` : ""), { key: "q" });
});

addEventListener("popstate", () => {
  // A jump within the page changes nothing that was asked for.
  if (address(location) !== shown) show(location.href, { isBack: true });
});

async function show(url, { key, fromTop, isBack } = {}) {
  asking?.abort();
  asking = new AbortController();
  const { signal } = asking;
  const old = document.getElementById("listing");
  old.setAttribute("aria-busy", "true");
  let page;
  try {
    const answer = await fetch(url, { signal });
    if (!answer.ok) throw new Error(answer.statusText);
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!page.getElementById("listing")) throw new Error("another page");
  } catch (error) {
    if (error.name !== "AbortError") location.assign(url);
    return;
  }
  if (signal.aborted) return;
  const fresh = document.adoptNode(page.getElementById("listing"));
  for (const details of old.querySelectorAll("details[open][id]")) {
    const same = fresh.querySelector(`#${CSS.escape(details.id)}`);
    if (same) same.open = true;
  }
  old.replaceWith(fresh);
  document.title = page.title;
  for (const rel of ["canonical", "alternate"]) {
    for (const link of document.querySelectorAll(`head link[rel=${rel}]`)) link.remove();
    for (const link of page.querySelectorAll(`head link[rel=${rel}]`)) document.head.append(document.adoptNode(link));
  }
  if (!isBack) history.pushState(null, "", url);
  shown = address(location);
  const heading = document.getElementById("result");
  status.textContent = heading.textContent;
  if (isBack) return;
  const same = key === "q" ? document.getElementById("q") : key && fresh.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (same && !fromTop) same.focus({ preventScroll: true });
  else heading.focus({ preventScroll: true });
  if (fromTop) fresh.scrollIntoView();
}

function address({ pathname, search }) {
  return pathname + search;
}
