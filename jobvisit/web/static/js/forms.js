// Forms, at rest and while a person types. Without this file they still work; they only answer later.

// "jv:settled": typing in form[data-settle="400"] has paused for that many ms. Never in the middle of a Korean syllable.
const timers = new WeakMap();

function typed(event) {
  const form = event.target.form ?? event.target.closest?.("form");
  if (!form?.dataset.settle || event.isComposing) return;
  clearTimeout(timers.get(form));
  const settled = () => form.isConnected && form.dispatchEvent(new CustomEvent("jv:settled", { bubbles: true }));
  timers.set(form, setTimeout(settled, Number(form.dataset.settle) || 400));
}
for (const kind of ["input", "change", "compositionend"]) document.addEventListener(kind, typed);

// data-format: numbers are tidied when the field is left, so that the caret never jumps.
const formats = {
  phone: (digits) =>
    digits.replace(/^(1[5-8]\d\d)(\d{4})$/, "$1-$2").replace(/^(02|050\d|0\d\d)(\d{3,4})(\d{4})$/, "$1-$2-$3"),
  bizno: (digits) => digits.replace(/^(\d{3})(\d{2})(\d{5})$/, "$1-$2-$3"),
  won: (digits) => digits.replace(/\B(?=(\d{3})+$)/g, ","),
};

document.addEventListener("focusout", ({ target }) => {
  const format = formats[target.dataset?.format];
  if (!format || !/^[\d\s.,()-]+$/.test(target.value)) return;
  const tidy = format(target.value.replace(/\D/g, ""));
  if (/\D/.test(tidy) && tidy !== target.value) target.value = tidy;
});

// A second press within three seconds does not send a plain form twice. htmx forms say hx-disable instead.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.matches("[hx-post],[hx-get],[method=dialog]")) return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "1";
  setTimeout(() => delete form.dataset.sent, 3000);
});
addEventListener("pageshow", () => document.querySelectorAll("[data-sent]").forEach((form) => delete form.dataset.sent));
