// A form that asks for a list, and the list's own pages: answered in place. Without this file they are plain addresses.

const form = document.querySelector("form[data-in-place]");
if (form) answerInPlace(form, form.dataset.inPlace);

function answerInPlace(form, id) {
  const region = () => document.getElementById(id);
  const status = document.body.appendChild(Object.assign(document.createElement("p"), { className: "unseen" }));
  status.setAttribute("role", "status");
  let asking = null;
  let typing = 0;
  let shown = location.search;

  const asked = () => {
    const address = new URL(form.action);
    for (const [name, value] of new FormData(form)) if (value) address.searchParams.append(name, value);
    return address;
  };

  async function show(address, { focus = false } = {}) {
    asking?.abort();
    asking = new AbortController();
    try {
      const response = await fetch(address, { signal: asking.signal });
      if (!response.ok) throw new Error(String(response.status));
      const answer = new DOMParser().parseFromString(await response.text(), "text/html");
      const part = answer.getElementById(id);
      if (!part) throw new Error("no such part");
      region().replaceWith(part);
      history.pushState(null, "", address);
      shown = location.search;
      const title = part.querySelector("h2");
      status.textContent = title?.textContent.trim() ?? "";
      if (focus && title) {
        title.tabIndex = -1;
        title.focus();
      }
    } catch (error) {
      if (error.name !== "AbortError") location.assign(address);
    }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(typing);
    show(asked());
  });
  form.addEventListener("change", (event) => {
    if (event.target.matches("select")) show(asked());
  });
  form.addEventListener("input", (event) => {
    if (!event.target.matches("[type=search]")) return;
    clearTimeout(typing);
    typing = setTimeout(() => show(asked()), 350);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(`#${CSS.escape(id)} .paging a`);
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button) return;
    event.preventDefault();
    show(link.href, { focus: true });
  });
  addEventListener("popstate", () => {
    // A jump within the page is no other list.
    if (location.search !== shown) location.reload();
  });
}
