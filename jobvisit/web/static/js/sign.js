// <jv-sign>: a signature drawn with finger, pen or mouse; the picture lands in the hidden field named by data-field.
// Without this file the tick for a signature on paper is what there is.

class Sign extends HTMLElement {
  connectedCallback() {
    this.field = document.getElementById(this.dataset.field);
    this.canvas = this.querySelector("canvas");
    if (!this.field || !this.canvas) return;
    this.hidden = false;
    this.pen = this.canvas.getContext("2d");
    Object.assign(this.pen, { lineWidth: 3, lineCap: "round", lineJoin: "round" });
    this.pen.strokeStyle = getComputedStyle(this.canvas).color;
    this.canvas.addEventListener("pointerdown", (event) => this.down(event));
    this.canvas.addEventListener("pointermove", (event) => this.move(event));
    for (const kind of ["pointerup", "pointercancel"]) this.canvas.addEventListener(kind, () => this.up());
    this.querySelector("button").addEventListener("click", () => this.clear());
    if (this.field.value.startsWith("data:image/png")) this.show(this.field.value);
  }

  at(event) {
    const box = this.canvas.getBoundingClientRect();
    const scale = this.canvas.width / box.width;
    return [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale];
  }

  down(event) {
    event.preventDefault();
    this.canvas.setPointerCapture(event.pointerId);
    this.drawing = true;
    this.pen.beginPath();
    this.pen.moveTo(...this.at(event));
  }

  move(event) {
    if (!this.drawing) return;
    this.pen.lineTo(...this.at(event));
    this.pen.stroke();
    this.drawn = true;
  }

  up() {
    this.drawing = false;
    if (this.drawn) this.field.value = this.canvas.toDataURL("image/png");
  }

  show(address) {
    const kept = new Image();
    kept.onload = () => this.pen.drawImage(kept, 0, 0);
    kept.src = address;
  }

  clear() {
    this.pen.clearRect(0, 0, this.canvas.width, this.canvas.height);
    this.drawn = false;
    this.field.value = "";
  }
}
customElements.define("jv-sign", Sign);
