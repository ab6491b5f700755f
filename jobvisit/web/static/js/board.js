// Visits dragged to another day or person: the form that each carries is filled in and sent. Without this, the form does it.
let dragged = null;

document.addEventListener("dragstart", ({ target }) => {
  dragged = target.closest?.("[draggable=true]") ?? null;
});

for (const cell of document.querySelectorAll("[data-day]")) {
  cell.addEventListener("dragover", (event) => {
    if (!dragged) return;
    event.preventDefault();
    cell.classList.add("day-over");
  });
  cell.addEventListener("dragleave", () => cell.classList.remove("day-over"));
  cell.addEventListener("drop", (event) => {
    event.preventDefault();
    cell.classList.remove("day-over");
    const form = dragged?.querySelector("form");
    if (!form) return;
    const { on, counsellor, agreed } = form.elements;
    const sameDay = on.value === cell.dataset.day;
    on.value = cell.dataset.day;
    counsellor.value = cell.dataset.who;
    if (agreed && !agreed.checked && !sameDay) {
      form.closest("details").open = true; // a promised day moves only when the firm has said yes
      agreed.focus();
    } else if (on.value && counsellor.value) form.requestSubmit();
  });
}
