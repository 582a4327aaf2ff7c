// A list changes in its place: what a form or a link asks of this very page is fetched from its address and put in.
// Without this, or where it fails, forms and links lead to the same addresses.

const list = () => document.querySelector("[data-in-place]");
// Forms beside the list, which answer while they are filled in: what is typed in them stays theirs.
const FORMS = "form[data-at-once]";
const status = document.body.appendChild(Object.assign(document.createElement("p"), { className: "unseen" }));
status.setAttribute("role", "status");
let shown = address(location);
let asking = null;
let typing = 0;
let isTyped = false;

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-in-place] a[href]");
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (!isHere(link) || link.hash) return;
  event.preventDefault();
  show(link.href, { key: link.dataset.key, fromTop: !link.closest("[data-stays]") });
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches(`[data-in-place] form, ${FORMS}`) || !isHere(new URL(form.action))) return;
  event.preventDefault();
  ask(form);
});

document.addEventListener("change", ({ target }) => {
  if (target.matches(`${FORMS} select`)) ask(target.form);
});

document.addEventListener("input", ({ target }) => {
  if (!target.matches(`${FORMS} [type=search]`)) return;
  clearTimeout(typing);
  typing = setTimeout(() => ask(target.form, { isTyping: true }), 350);
});

addEventListener("popstate", () => {
  // A jump within the page changes nothing that was asked for.
  if (address(location) !== shown) show(location.href, { isBack: true });
});

function ask(form, how) {
  const said = [...new FormData(form)].filter(([, value]) => value.trim());
  const query = new URLSearchParams(said).toString();
  const field = form.matches(FORMS) ? null : form.querySelector("[type=search]");
  show(form.action.split("?")[0] + (query ? `?${query}` : ""), { form, key: field?.dataset.key, ...how });
}

async function show(url, { form, key, fromTop, isBack, isTyping } = {}) {
  clearTimeout(typing);
  asking?.abort();
  asking = new AbortController();
  const { signal } = asking;
  const old = list();
  old.setAttribute("aria-busy", "true");
  let page;
  try {
    const answer = await fetch(url, { signal });
    if (!answer.ok) throw new Error(answer.statusText);
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!page.querySelector("[data-in-place]")) throw new Error("another page");
  } catch (error) {
    if (error.name === "AbortError") return;
    if (isBack) location.reload();
    else location.assign(url);
    return;
  }
  if (signal.aborted) return;
  const fresh = document.adoptNode(page.querySelector("[data-in-place]"));
  for (const details of old.querySelectorAll("details[open][id]")) {
    const same = fresh.querySelector(`#${CSS.escape(details.id)}`);
    if (same) same.open = true;
  }
  old.replaceWith(fresh);
  if (!form?.matches(FORMS)) document.querySelector(FORMS)?.replaceWith(...page.querySelectorAll(FORMS));
  document.title = page.title;
  for (const rel of ["canonical", "alternate"]) {
    for (const link of document.querySelectorAll(`head link[rel=${rel}]`)) link.remove();
    for (const link of page.querySelectorAll(`head link[rel=${rel}]`)) document.head.append(document.adoptNode(link));
  }
  remember(url, { isBack, isTyping });
  const heading = fresh.querySelector(".result");
  status.textContent = heading.textContent.trim();
  if (isBack || form?.matches(FORMS)) return;
  const same = key && fresh.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (same && !fromTop) same.focus({ preventScroll: true });
  else heading.focus({ preventScroll: true });
  if (fromTop) fresh.scrollIntoView();
}

// "Back" leads to what was asked for before, and not through every letter that was typed.
function remember(url, { isBack, isTyping }) {
  const isNew = !isBack && address(new URL(url, location)) !== shown;
  if (isNew && isTyping && isTyped) history.replaceState(null, "", url);
  else if (isNew) history.pushState(null, "", url);
  isTyped = Boolean(isTyping);
  shown = address(location);
}

function isHere({ origin, pathname }) {
  return origin === location.origin && pathname === location.pathname;
}

function address({ pathname, search }) {
  return pathname + search;
}
