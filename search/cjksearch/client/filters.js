// The filters: toggle buttons for the languages and facets of the index, in a panel that opens and closes.

import { element } from "./elements.js";
import { languageName } from "./strings.js";

/** A facet with one value divides nothing; of kinds those are of interest to readers that the site has names for. */
const isWorthShowing = ({ name, values }) => (name === "kind" ? values.length > 0 : values.length > 1);
const isNamed = ({ label }) => Object.keys(label).length > 0;
const ofInterest = (facet) => (facet.name === "kind" ? { ...facet, values: facet.values.filter(isNamed) } : facet);

export class Filters {
  #facets = [];
  #chosen = {};
  #counts; // of the query's hits, by facet and value; undefined for those of all texts
  #more = false; // whether there may be more than these
  #box;
  #opener;
  #onChange;

  /**
   * @param {HTMLElement} box where the buttons go @param {HTMLElement} opener the button that opens it
   * @param {function} onChange called when one is pressed, or the panel opens
   */
  constructor(box, opener, onChange) {
    this.#box = box;
    this.#opener = opener;
    this.#onChange = onChange;
    opener.addEventListener("click", () => {
      this.isOpen = !this.isOpen;
      onChange();
    });
    box.addEventListener("click", ({ target }) => {
      const button = target.closest("button");
      if (button) this.#toggle(button.dataset);
    });
  }

  /** What to filter by: lists of values by facet, as the engine takes it. */
  get chosen() {
    return this.#chosen;
  }

  set chosen(chosen) {
    this.#chosen = chosen;
    this.#mark();
  }

  get isActive() {
    return Object.keys(this.#chosen).length > 0;
  }

  /** Whether the reader sees the buttons. */
  get isOpen() {
    return this.#opener.getAttribute("aria-expanded") === "true";
  }

  set isOpen(opens) {
    this.#opener.setAttribute("aria-expanded", String(opens));
    this.#box.hidden = !opens || !this.#facets.length;
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
    this.#facets = facets.map(ofInterest).filter(isWorthShowing);
    // Languages first, the reader's before all; else what there is most of.
    const ordered = [...this.#facets].sort((a, b) => (b.name === "lang") - (a.name === "lang"));
    const rank = ({ value, count }) => (value === language ? Infinity : count);
    this.#box.replaceChildren(
      ...ordered.map(({ name, values }) => {
        const title = name === "lang" ? strings.language : (strings.facets[name] ?? name);
        const buttons = [...values]
          .sort((a, b) => rank(b) - rank(a))
          .map(({ value, count }) => drawButton(name, value, this.label(name, value, language), count));
        return element("div", { role: "group", "aria-label": title, class: "cjksearch-filter" }, ...buttons);
      }),
    );
    this.#opener.hidden = ordered.length === 0;
    this.isOpen = this.isOpen;
    this.#mark();
  }

  /**
   * Say how many hits there are of each value.
   * @param {object} [counts] see the engine; none for those of all texts @param {boolean} [more] whether there may be more
   */
  count(counts, more = false) {
    this.#counts = counts;
    this.#more = more;
    this.#mark();
  }

  /** Show what is chosen and how much there is. What has no hits cannot be chosen, but taken back. */
  #mark() {
    let number = 0;
    for (const button of this.#box.querySelectorAll("button")) {
      const { facet, value, all } = button.dataset;
      const count = this.#counts ? (this.#counts[facet]?.[value] ?? 0) : Number(all);
      const plus = this.#more && count < Number(all) ? "+" : "";
      const isPressed = this.#chosen[facet]?.includes(value) ?? false;
      number += isPressed;
      button.setAttribute("aria-pressed", String(isPressed));
      button.disabled = !count && !plus && !isPressed && button !== document.activeElement; // the focus is not to be lost
      button.lastElementChild.textContent = `${count}${plus}`;
    }
    this.#opener.lastElementChild.textContent = number || "";
  }

  #toggle({ facet, value }) {
    const values = this.#chosen[facet] ?? [];
    const kept = values.includes(value) ? values.filter((other) => other !== value) : [...values, value];
    const { [facet]: _, ...others } = this.#chosen;
    this.chosen = kept.length ? { ...others, [facet]: kept } : others;
    this.#onChange();
  }
}

/** A count never takes more room than that of all texts and a plus sign: the buttons stay in their places. */
function drawButton(facet, value, label, all) {
  const count = element("span", { class: "cjksearch-count" });
  count.style.minWidth = `${String(all).length + 1}ch`;
  return element("button", { type: "button", "data-facet": facet, "data-value": value, "data-all": String(all) }, `${label} `, count);
}
