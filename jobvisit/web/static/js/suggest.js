// <jv-suggest>: suggestions under a text field. The server searches (by name, 초성 or number) and sends
// div[role=option][data-value][data-label]; the chosen value lands in the hidden field named by data-value.

class Suggest extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input");
    this.hidden_ = document.getElementById(this.dataset.value);
    this.says = this.querySelector("[role=status]");
    if (!this.input || this.list) return;
    this.list = Object.assign(document.createElement("div"), { className: "suggest-list", hidden: true });
    this.list.id = `${this.input.id}_list`;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", this.input.labels?.[0]?.textContent.trim() ?? "");
    this.append(this.list);
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id,
    })) this.input.setAttribute(name, value);
    for (const kind of ["input", "compositionend"]) this.input.addEventListener(kind, (event) => this.typed(event));
    this.input.addEventListener("keydown", (event) => this.pressed(event));
    this.input.addEventListener("blur", () => this.close());
    this.list.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      const option = event.target.closest("[role=option]");
      if (option) this.choose(option);
    });
  }

  typed(event) {
    if (event.isComposing) return;
    if (this.hidden_) this.hidden_.value = "";
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.search(this.input.value.trim()), 250);
  }

  async search(words) {
    this.asked?.abort();
    if (!words) return this.close();
    this.asked = new AbortController();
    const address = new URL(this.dataset.url, location.href);
    address.searchParams.set("q", words);
    try {
      const answer = await fetch(address, { signal: this.asked.signal, headers: { "HX-Request": "true" } });
      if (!answer.ok || answer.redirected) return this.close();
      this.list.innerHTML = await answer.text();
    } catch {
      return; // a newer search has taken over, or there is no network: the plain field still works
    }
    this.open(this.list.querySelectorAll("[role=option]").length);
  }

  open(found) {
    this.says.textContent = found ? `${found}${this.dataset.found}` : this.dataset.none;
    this.list.hidden = !found;
    this.input.setAttribute("aria-expanded", String(found > 0));
    this.mark(null);
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  mark(option) {
    this.list.querySelector("[aria-selected=true]")?.setAttribute("aria-selected", "false");
    if (!option) return this.input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option.id);
  }

  pressed(event) {
    if (event.isComposing || this.list.hidden) return;
    const options = [...this.list.querySelectorAll("[role=option]")];
    const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.mark(options[(at + step + options.length + (at < 0 && step < 0)) % options.length]);
    else if (event.key === "Enter" && at >= 0) this.choose(options[at]);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
  }

  choose(option) {
    this.input.value = option.dataset.label;
    this.close();
    this.says.textContent = option.dataset.label;
    if (!this.hidden_) return;
    this.hidden_.value = option.dataset.value;
    this.hidden_.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

customElements.define("jv-suggest", Suggest);
