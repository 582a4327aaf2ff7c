/* The report of a run that goes on: fetch it again now and then, and show the whole of it when the run has ended. */
(() => {
  const PAUSE = 5000; // milliseconds; a run takes minutes, and the page costs the server a dozen queries

  // What is read out stands in an element of its own: one that is replaced says nothing.
  const say = (summary) => {
    const said = document.getElementById("run-said");
    const words = summary?.dataset.said ?? "";
    if (said && said.textContent !== words) said.textContent = words;
  };

  const refresh = async () => {
    const shown = document.getElementById("run-summary");
    if (!document.hidden) {
      try {
        const response = await fetch(window.location.href, { credentials: "same-origin" });
        const page = new DOMParser().parseFromString(await response.text(), "text/html");
        const fresh = page.getElementById("run-summary");
        if (!fresh || !("active" in fresh.dataset)) {
          window.location.reload();
          return;
        }
        say(fresh);
        // Never under the hands of somebody who is in there with the keyboard.
        if (!shown.contains(document.activeElement)) shown.replaceWith(fresh);
      } catch {
        // The server is away for a moment: what is shown stays, and the next look comes.
      }
    }
    window.setTimeout(refresh, PAUSE);
  };

  window.setTimeout(refresh, PAUSE);
})();
