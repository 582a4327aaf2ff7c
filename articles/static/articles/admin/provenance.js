/* The article's editor: a mark at each field, child and block says whether it follows the source, and locks or unlocks it.

   The marks come as JSON with the source panel, whose table has the same buttons. Places of children are counted among
   those that are not deleted, which is how the server sees the page that was saved last. */
(() => {
  const begin = () => {
    const PAUSE = 1500; // milliseconds after an autosave
    const panel = document.querySelector("[data-provenance]");
    const script = document.getElementById("hub-marks");
    const form = panel?.closest("form");
    if (!form || !script) return;
    const { url, texts, children, marks: first } = JSON.parse(script.textContent);
    const hosts = new Map();
    let told = null; // the field that has the focus and its notice

    // --- where a mark belongs ---------------------------------------------------------------------------------------

    const INSIDE = "[data-inline-panel-child], [data-streamfield-child]";
    const named = (root, name) => root.querySelectorAll(`[data-contentpath="${CSS.escape(name)}"]`);

    const ownSection = (field, name) => {
      const section = field.closest("section[data-panel]");
      return section?.id.endsWith(`-${name}-section`) ? section : field.closest("[data-field-wrapper]");
    };

    const childAt = (name, place) =>
      [...document.querySelectorAll(`#id_${CSS.escape(name)}-FORMS > [data-inline-panel-child]`)].filter(
        (child) => !child.querySelector("input[id$='-DELETE']")?.value,
      )[place];

    const hostOf = (target) => {
      if (target.kind === "block") return document.getElementById(`block-${target.id}-section`);
      if (target.kind === "child") {
        const child = children ? childAt(target.name, target.place) : null;
        if (!child) return null;
        if (!target.field) return child.querySelector("section[data-panel]");
        return named(child, target.field.replace(/_id$/, ""))[0]?.closest("[data-field-wrapper]");
      }
      if (!target.name) return null;
      const list = document.getElementById(`id_${target.name}-FORMS`);
      if (list) return list.closest("section[data-panel]");
      const field = [...named(form, target.name)].find((each) => !each.closest(INSIDE));
      return field ? ownSection(field, target.name) : null;
    };

    // --- marks ------------------------------------------------------------------------------------------------------

    const element = (tag, className, text = "") => {
      const made = document.createElement(tag);
      made.className = className;
      made.textContent = text;
      return made;
    };

    const buttonFor = (mark, act) => {
      const button = element("button", "hub-mark__act", act.label);
      Object.assign(button, { type: "button", name: "hub_part", value: `${act.act}:${mark.part}` });
      button.setAttribute("aria-label", act.aria);
      return button;
    };

    const attach = (mark) => {
      const host = hostOf(mark.target);
      if (!host || (mark.target.kind === "list" && mark.state !== "locked" && mark.state !== "follows")) return;
      const made = element("span", `hub-mark hub-mark--${mark.state}`);
      made.dataset.hubMark = mark.part;
      made.append(element("span", `hub-tag${mark.tone ? ` hub-tag--${mark.tone}` : ""}`, mark.words));
      if (mark.note) made.append(element("span", "hub-mark__note", mark.note));
      mark.acts.forEach((act) => made.append(buttonFor(mark, act)));
      const divider = host.querySelector(":scope > .w-panel__header > .w-panel__divider");
      if (host.classList.contains("title")) host.append(made); // its heading does not show
      else if (divider) divider.before(made);
      else host.before(made);
      hosts.set(host, mark);
    };

    const show = (marks) => {
      document.querySelectorAll("[data-hub-mark]").forEach((each) => each.remove());
      hosts.clear();
      marks.forEach(attach);
    };

    // The table's buttons submit the form where no script runs; here none of them may be what Enter in a field presses.
    const prepare = () => {
      panel.querySelector("[data-provenance-default]")?.remove();
      panel.querySelectorAll("button[name=hub_part]").forEach((button) => Object.assign(button, { type: "button" }));
    };

    // --- acts -------------------------------------------------------------------------------------------------------

    const said = panel.querySelector("[data-provenance-said]");

    const say = (text, part) => {
      said.textContent = text;
      document.querySelectorAll(".hub-mark__said").forEach((each) => each.remove());
      const mark = [...document.querySelectorAll("[data-hub-mark]")].find((each) => each.dataset.hubMark === part);
      const answer = element("span", "hub-mark__said", text);
      answer.setAttribute("aria-hidden", "true"); // the panel's own line is read out
      mark?.append(answer);
    };

    const refresh = ({ marks, table }) => {
      const opened = [...panel.querySelectorAll("details")].map((each) => each.open);
      panel.querySelector("[data-provenance-parts]").innerHTML = table;
      panel.querySelectorAll("details").forEach((each, place) => Object.assign(each, { open: opened[place] ?? each.open }));
      prepare();
      show(marks);
      if (told && hosts.get(told.host)?.state !== "follows") {
        told.note.remove();
        told = null;
      }
    };

    const post = (address, values) => {
      const body = new FormData();
      body.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
      Object.entries(values).forEach(([name, value]) => body.append(name, value));
      return fetch(address, { method: "POST", body, credentials: "same-origin", headers: { Accept: "application/json" } });
    };

    // Wagtail hears only now and then that nothing is unsaved here any more; until then the page counts as being edited.
    const tellSaved = async () => {
      const session = document.querySelector("[data-controller~='w-session']");
      const address = session?.dataset.wSwapSrcValue;
      const revision = session?.querySelector("[name=revision_id]")?.value;
      if (address) await post(address, revision ? { revision_id: revision } : {});
    };

    const again = (part, inTable) => {
      const buttons = [...document.querySelectorAll("button[name=hub_part]")];
      const same = buttons.filter((each) => each.value.slice(each.value.indexOf(":") + 1) === part);
      same.find((each) => panel.contains(each) === inTable)?.focus();
    };

    const press = async (button) => {
      const [act] = button.value.split(":", 1);
      const part = button.value.slice(act.length + 1);
      if (act === "follow" && form.dataset.wUnsavedHasEditsValue === "true") {
        say(texts.unsaved, part);
        return;
      }
      const inTable = panel.contains(button);
      button.setAttribute("aria-busy", "true");
      try {
        if (act === "follow") await tellSaved();
        const answer = await (await post(url, { hub_part: button.value })).json();
        if (answer.reload) {
          window.location.reload();
          return;
        }
        refresh(answer);
        say(answer.message, part);
        again(part, inTable);
      } catch {
        say(texts.failed, part);
      } finally {
        button.removeAttribute("aria-busy");
      }
    };

    form.addEventListener("click", (event) => {
      const button = event.target.closest("button[name=hub_part]");
      if (!button) return;
      event.preventDefault();
      if (button.getAttribute("aria-busy") !== "true") press(button);
    });

    // --- before somebody edits what follows the source ----------------------------------------------------------------

    const EDITABLE = "input, textarea, select, [contenteditable=true]";
    const hostAround = (start) => {
      for (let each = start; each && each !== form; each = each.parentElement) if (hosts.has(each)) return each;
      return null;
    };

    form.addEventListener("focusin", (event) => {
      const host = event.target.matches(EDITABLE) ? hostAround(event.target) : null;
      if (told?.host === host) return;
      told?.note.remove();
      told = null;
      const mark = host && hosts.get(host);
      if (mark?.state !== "follows" || mark.target.kind === "list") return;
      // Below the field, so that nothing moves under the pointer.
      const note = element("p", "hub-before", texts.follows);
      note.setAttribute("role", "status");
      (host.querySelector(":scope > .w-panel__content") ?? host).append(note);
      told = { host, note };
    });

    // --- begin ------------------------------------------------------------------------------------------------------

    let waiting;
    document.addEventListener("w-autosave:success", () => {
      clearTimeout(waiting);
      waiting = setTimeout(async () => {
        const answer = await fetch(url, { credentials: "same-origin" });
        if (answer.ok && !panel.contains(document.activeElement)) refresh(await answer.json());
      }, PAUSE);
    });

    prepare();
    show(first);
  };

  // Wagtail asks for the scripts above the form, and the blocks of the body are drawn by scripts as the page is read.
  if (document.readyState === "complete") begin();
  else window.addEventListener("load", begin);
})();
