// "/" searches, Ctrl+S saves. Single keys are left alone while a person writes.

const writing = (target) => target.isContentEditable || target.matches?.("input, textarea, select");

document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !writing(event.target)) {
    const search = document.querySelector("[data-search]");
    if (!search) return;
    event.preventDefault();
    search.focus();
    search.select();
  }
  if (event.key.toLowerCase() === "s" && (event.ctrlKey || event.metaKey)) {
    const form = event.target.form ?? document.querySelector("main form[data-autosave]");
    if (!form) return;
    event.preventDefault();
    if (form.dataset.autosave) form.dispatchEvent(new CustomEvent("jv:save", { bubbles: true }));
    else form.requestSubmit();
  }
});
