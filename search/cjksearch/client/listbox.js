// The options below the query: which of them is chosen. The focus stays in the query, as in every combobox.

export class Listbox {
  #list;
  #input;
  #active = -1;

  /** @param {HTMLElement} list @param {HTMLInputElement} input */
  constructor(list, input) {
    this.#list = list;
    this.#input = input;
    list.addEventListener("mousemove", ({ target }) => {
      const option = target.closest("[role=option]");
      if (option) this.choose(this.options.indexOf(option), { scrolls: false });
    });
  }

  get options() {
    return [...this.#list.querySelectorAll("[role=option]:not([hidden])")];
  }

  /** Place of the chosen option, or -1. */
  get active() {
    return this.#active;
  }

  /** Show other options, of which one may be chosen. */
  show(content, active = -1) {
    this.#list.replaceChildren(...content);
    this.#list.hidden = content.length === 0;
    this.#input.setAttribute("aria-expanded", String(content.length > 0));
    this.choose(active, { scrolls: active >= 0 });
  }

  choose(place, { scrolls = true } = {}) {
    for (const option of this.#list.querySelectorAll("[aria-selected=true]")) option.setAttribute("aria-selected", "false");
    this.#active = place;
    const option = this.options[place];
    if (!option) return this.#input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    this.#input.setAttribute("aria-activedescendant", option.id);
    if (scrolls) option.scrollIntoView({ block: "nearest" });
  }
}
