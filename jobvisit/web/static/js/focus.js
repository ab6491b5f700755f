// Where the keyboard stands after something has changed.

function toErrors(root) {
  const summary = root?.querySelector?.("[data-error-summary]");
  summary?.focus();
  return Boolean(summary);
}

toErrors(document);

document.addEventListener("htmx:after:swap", ({ detail }) => {
  const id = detail.ctx?.target?.id;
  const part = (id && document.getElementById(id)) || detail.ctx?.target;
  if (!part?.isConnected || toErrors(part)) return;
  const wanted = part.querySelector("[data-focus]");
  if (wanted) wanted.focus();
  else if (document.activeElement === document.body && !part.closest("[aria-live], [role=status]")) {
    part.tabIndex = -1;
    part.focus({ preventScroll: true });
  }
});

// The whole field comes out from under the bars, not only the line with the caret.
document.addEventListener("focusin", ({ target }) => {
  if (target.matches("input, select, textarea") && !target.closest(".action-bar")) target.scrollIntoView({ block: "nearest" });
});

// A link of the error summary goes to its field, not just near it.
document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#"]');
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field?.matches("input, select, textarea")) return;
  event.preventDefault();
  field.focus();
});
