/* The article's editor: a suggested article becomes a row of the related articles, as if it was chosen by hand. */
(() => {
  const fill = (id, value) => {
    const field = document.getElementById(id);
    if (!field) return;
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const add = ({ page, title, url, editUrl }) => {
    document.getElementById("id_related-ADD").click();
    const row = document.querySelector("#id_related-FORMS > [data-inline-panel-child]:last-child");
    const prefix = `id_${row.id.replace("inline_child_", "")}`;
    const chooser = document.getElementById(`${prefix}-related_page-chooser`);
    chooser.widget.setState({ id: Number(page), parentId: null, adminTitle: title, editUrl });
    fill(`${prefix}-title`, title);
    fill(`${prefix}-url`, url);
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-suggestion-add]");
    if (!button) return;
    add(button.dataset);
    const panel = button.closest("[data-suggestions]");
    const items = [...panel.querySelectorAll("[data-suggestion]")];
    const item = button.closest("[data-suggestion]");
    const next = items[items.indexOf(item) + 1] ?? items[items.indexOf(item) - 1];
    item.remove();
    next?.querySelector("[data-suggestion-add]").focus();
    const said = panel.querySelector("[data-suggestions-said]");
    said.textContent = said.dataset.added;
  });
})();
