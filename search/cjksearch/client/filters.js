// The filters: toggle buttons for the languages and facets of the index.

import { element } from "./elements.js";
import { languageName } from "./strings.js";

/** A facet with one value divides nothing; kinds are of no interest to readers. */
const isWorthShowing = ({ name, values }) => name !== "kind" && values.length > 1;

export class Filters {
  #facets = [];
  #chosen = {};
  #box;
  #onChange;

  /** @param {HTMLElement} box where the buttons go; @param {function} onChange called when one is pressed */
  constructor(box, onChange) {
    this.#box = box;
    this.#onChange = onChange;
  }

  /** What to filter by: lists of values by facet, as the engine takes it. */
  get chosen() {
    return this.#chosen;
  }

  set chosen(chosen) {
    this.#chosen = chosen;
    for (const button of this.#box.querySelectorAll("button")) {
      const isPressed = chosen[button.dataset.facet]?.includes(button.dataset.value) ?? false;
      button.setAttribute("aria-pressed", String(isPressed));
    }
  }

  get isActive() {
    return Object.keys(this.#chosen).length > 0;
  }

  /** Whether the index has texts in several languages. */
  get hasLanguages() {
    return this.#facets.some(({ name }) => name === "lang");
  }

  /** The name of a facet's value in the interface's language. */
  label(facet, value, language) {
    if (facet === "lang") return languageName(value);
    const labels = this.#facets.find(({ name }) => name === facet)?.values.find((known) => known.value === value)?.label ?? {};
    return labels[language] ?? Object.values(labels)[0] ?? value;
  }

  /** Draw the buttons of an index. */
  draw(facets, language, strings) {
    this.#facets = facets.filter(isWorthShowing);
    // Languages first, the reader's before all; else what there is most of.
    const ordered = [...this.#facets].sort((a, b) => (b.name === "lang") - (a.name === "lang"));
    const rank = ({ value, count }) => (value === language ? Infinity : count);
    this.#box.replaceChildren(
      ...ordered.map(({ name, values }) => {
        const title = name === "lang" ? strings.language : (strings.facets[name] ?? name);
        const buttons = [...values]
          .sort((a, b) => rank(b) - rank(a))
          .map(({ value, count }) =>
            element(
              "button",
              { type: "button", "aria-pressed": "false", "data-facet": name, "data-value": value },
              `${this.label(name, value, language)} `,
              element("span", { class: "cjksearch-count" }, String(count)),
            ),
          );
        return element("div", { role: "group", "aria-label": title, class: "cjksearch-filter" }, ...buttons);
      }),
    );
    this.#box.hidden = ordered.length === 0;
    this.#box.onclick = ({ target }) => {
      const button = target.closest("button");
      if (button) this.#toggle(button.dataset);
    };
    this.chosen = this.#chosen;
  }

  #toggle({ facet, value }) {
    const values = this.#chosen[facet] ?? [];
    const kept = values.includes(value) ? values.filter((other) => other !== value) : [...values, value];
    const { [facet]: _, ...others } = this.#chosen;
    this.chosen = kept.length ? { ...others, [facet]: kept } : others;
    this.#onChange();
  }
}
