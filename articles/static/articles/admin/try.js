/* The page on which a page is tried: read it again while its profile is edited, and show what that changed. */
(() => {
  const PAUSE = 600; // milliseconds without a key: a word is not read letter by letter
  const words = document.currentScript.dataset;
  const root = document.querySelector("[data-try]");
  const form = root?.querySelector("form");
  if (!form) return;
  const { profile, page } = form.elements;
  const status = document.getElementById("try-status");
  let timer;
  let reading;

  const parts = (within) => new Map([...within.querySelectorAll("[data-try-part]")].map((each) => [each.dataset.tryPart, each]));

  const showErrors = (fresh) => {
    for (const field of [form.elements.address, profile, page]) {
      const said = fresh.getElementById(`try-errors-${field.name}`);
      field.setAttribute("aria-invalid", String(Boolean(said.textContent.trim())));
      document.getElementById(`try-errors-${field.name}`).replaceChildren(...said.childNodes);
    }
  };

  const showResult = (fresh) => {
    const shown = document.getElementById("try-result");
    const next = fresh.getElementById("try-result");
    if ("stale" in next.dataset) {
      shown.dataset.stale = ""; // the last reading stays, marked, until the mistake is mended
      return null;
    }
    const before = parts(shown);
    const changed = [...parts(next)].filter(([key, part]) => before.has(key) && before.get(key).textContent !== part.textContent);
    changed.forEach(([, part]) => part.classList.add("hub-try__changed"));
    next.querySelectorAll("details[data-try-fold]").forEach((fold) => {
      const same = shown.querySelector(`details[data-try-fold="${fold.dataset.tryFold}"]`);
      if (same) fold.open = same.open;
    });
    shown.replaceWith(next);
    return changed.map(([, part]) => part.dataset.tryName);
  };

  const isTooLarge = () => {
    const large = new Blob([page.value]).size > Number(root.dataset.largestPage);
    if (large) status.textContent = words.large;
    return large;
  };

  const read = async () => {
    reading?.abort();
    if (!page.value.trim() || isTooLarge()) return;
    const mine = (reading = new AbortController());
    document.getElementById("try-result").setAttribute("aria-busy", "true");
    try {
      const response = await fetch(root.dataset.resultsUrl, {
        method: "POST",
        body: new FormData(form),
        credentials: "same-origin",
        headers: { "X-Requested-With": "XMLHttpRequest" },
        signal: mine.signal,
      });
      const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
      if (!response.ok || !fresh.getElementById("try-result")) throw new Error(response.statusText);
      const said = fresh.getElementById("try-status").textContent.trim();
      showErrors(fresh);
      const changed = showResult(fresh);
      if (!changed) status.textContent = `${said} ${words.stale}`;
      else status.textContent = changed.length ? `${said} ${words.changed} ${changed.join(", ")}.` : said;
    } catch (error) {
      if (error.name === "AbortError") return; // a later key is being answered
      status.textContent = words.failed;
    }
    document.getElementById("try-result").removeAttribute("aria-busy");
  };

  const soon = () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(read, PAUSE);
  };

  profile.addEventListener("input", soon);
  page.addEventListener("input", soon);
  form.addEventListener("submit", (event) => {
    if (isTooLarge()) event.preventDefault(); // the server would refuse the whole form, with no word of why
  });
})();
