// What opens above the page and closes again: menus, dialogs, toasts.

document.addEventListener("click", (event) => {
  const { target } = event;
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(target)) menu.open = false;

  // A link or button with data-dialog="id"; without JavaScript the link's own address is followed.
  const opener = target.closest("[data-dialog]");
  const dialog = opener && document.getElementById(opener.dataset.dialog);
  if (dialog) {
    event.preventDefault();
    dialog.showModal();
  }
  if (target.closest("[data-close]") || target.matches("dialog[open]")) target.closest("dialog")?.close();
  target.closest("[data-close-toast]")?.closest("[data-toast]").remove();
  if (target.closest("[data-print]")) print();
});

// A form that brings a file leaves its page where it is: the dialog around it closes.
document.addEventListener("submit", ({ target }) => target.matches("[data-closes]") && target.closest("dialog")?.close());

document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// A part that was fetched into a closed dialog opens it.
document.addEventListener("htmx:after:swap", ({ detail }) => {
  const dialog = detail.ctx?.target?.closest?.("dialog:not([open])");
  if (dialog) dialog.showModal();
});

// Toasts stay ten seconds, and as long as someone is on them.
function fade(toast) {
  setTimeout(() => (toast.matches(":hover, :focus-within") ? fade(toast) : toast.remove()), 10000);
}
const toasts = document.getElementById("toasts");
for (const toast of toasts?.querySelectorAll("[data-toast]:not([role=alert])") ?? []) fade(toast);
if (toasts)
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes)
      for (const node of addedNodes) if (node.matches?.("[data-toast]:not([role=alert])")) fade(node);
  }).observe(toasts, { childList: true });

// When a part cannot be fetched, say so; what was typed stays where it is.
function trouble(kind) {
  const found = document.getElementById(`trouble-${kind}`);
  if (found && !toasts.querySelector(`[data-trouble="${kind}"]`)) toasts.append(found.content.cloneNode(true));
}
document.addEventListener("htmx:response:error", ({ detail }) => {
  const { status } = detail.ctx.response;
  if (status !== 409 && status !== 422) trouble(status === 401 || status === 403 ? "refused" : "failed");
});
document.addEventListener("htmx:error", () => trouble("offline"));
