/* The article's view of the inbox: the field for writing by hand shows with its choice, and single keys answer. */
(() => {
  const KEYS = { t: "take", o: "keep", e: "edit", l: "lock" };
  const root = document.querySelector("[data-incoming]");
  const form = root?.querySelector("form");
  if (!form) return;
  const rows = [...form.querySelectorAll("[data-incoming-row]")];

  const show = (row) => {
    const field = row.querySelector("[data-incoming-value]");
    if (field) field.hidden = row.querySelector("input[type=radio]:checked")?.value !== "edit";
  };

  const here = () => rows.find((row) => row.contains(document.activeElement));

  const go = (step) => {
    const at = rows.indexOf(here());
    const row = rows[Math.min(Math.max(at + step, 0), rows.length - 1)];
    row.focus();
    row.scrollIntoView({ block: "nearest" });
  };

  const isWriting = (element) => element.isContentEditable || element.matches("textarea, select, input:not([type=radio])");

  rows.forEach((row) => {
    show(row);
    row.addEventListener("change", () => show(row));
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("[data-incoming-next]") ?? form.querySelector("[type=submit]"));
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
    if (event.key === "j" || event.key === "k") {
      event.preventDefault();
      go(event.key === "j" ? 1 : -1);
      return;
    }
    const radio = here()?.querySelector(`input[type=radio][value="${KEYS[event.key]}"]`);
    if (radio) {
      event.preventDefault();
      radio.checked = true;
      radio.focus();
      radio.dispatchEvent(new Event("change", { bubbles: true }));
    }
  });
})();
