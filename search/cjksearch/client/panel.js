// The search dialog: a combobox whose listbox holds the hits.

import { Connection, SearchError } from "./connection.js";
import { element } from "./elements.js";
import { Filters } from "./filters.js";
import { drawDialog, lockPage } from "./layout.js";
import { Memory } from "./memory.js";
import { drawResults, fillExcerpt, showRest } from "./results.js";
import { STRINGS } from "./strings.js";

const BATCH = 10;
const SURELY_SEEN = 4; // hits whose excerpts are fetched at once: each may cost a block of text
const PAUSE = 120; // ms without a key before a search
const PATIENCE = 300; // ms before saying that the search goes on
const HASTE = 150; // ms after which titles are shown without their excerpts

export class Panel {
  #site;
  #connection;
  #memory;
  #language = "";
  #strings;
  #parts; // of the dialog, see layout.js
  #filters;
  #facets; // undefined until the index has told

  #hits = [];
  #shown = ""; // the query and filters that #hits answer
  #asked = 0; // number of the latest search; answers to earlier ones are dropped
  #timer;
  #active = -1; // place of the chosen option
  #goesWhenShown = false;
  #watch; // sees options without an excerpt come into view

  /** @param {URL} site the site's root */
  constructor(site) {
    this.#site = site;
    this.#connection = new Connection(new URL("cjksearch/", site).href);
    this.#memory = new Memory(site.pathname);
  }

  /** Show the dialog in a language, with what was typed already, or else the last query of this session. */
  open(language, typed = "") {
    if (this.#parts?.dialog.open) return this.#parts.input.focus();
    if (language !== this.#language) this.#build(language);
    lockPage(true);
    this.#parts.dialog.showModal();
    this.#parts.input.focus();
    if (typed) this.#parts.input.value = typed;
    else this.#parts.input.select();
    this.#describe();
    this.#search();
  }

  #build(language) {
    const { query, chosen } = this.#memory.recall();
    this.#parts?.dialog.remove();
    this.#language = language;
    this.#strings = STRINGS[language];
    this.#parts = drawDialog(language, this.#strings, query);
    this.#filters = new Filters(this.#parts.filters, () => this.#search());
    this.#filters.chosen = chosen;
    if (this.#facets) this.#filters.draw(this.#facets, language, this.#strings);
    this.#shown = "";
    document.body.append(this.#parts.dialog);
    this.#listen();
    this.#watch = new IntersectionObserver((seen) => this.#onSeen(seen), { root: this.#parts.body });
  }

  #listen() {
    const { dialog, input, clear, close, list } = this.#parts;
    dialog.addEventListener("close", () => lockPage(false));
    // A theme's own keys (n, p, s …) must not act behind the dialog.
    dialog.addEventListener("keydown", (event) => event.stopPropagation());
    dialog.addEventListener("mousedown", (event) => event.target === dialog && dialog.close());
    close.addEventListener("click", () => dialog.close());
    clear.addEventListener("click", () => this.#setQuery(""));
    input.addEventListener("input", (event) => !event.isComposing && this.#searchSoon());
    input.addEventListener("compositionend", () => this.#searchSoon());
    input.addEventListener("keydown", (event) => this.#onKey(event));
    list.addEventListener("click", (event) => this.#onClick(event));
    list.addEventListener("mousemove", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.#activate(this.#options.indexOf(option), { scrolls: false });
    });
  }

  // ---- keys and clicks

  #onKey(event) {
    // While an input method composes, the keys are its own; Safari tells of the last one only by its code.
    if (event.isComposing || event.keyCode === 229 || event.altKey) return;
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 5, PageUp: -5 };
    if (event.key in steps && this.#options.length) {
      event.preventDefault();
      this.#move(this.#active + steps[event.key]);
    } else if (event.key === "Enter") {
      event.preventDefault();
      this.#go(event);
    }
  }

  #move(place) {
    const last = this.#options.length - 1;
    const more = this.#parts.after.querySelector(".cjksearch-more");
    if (place > last && more) more.click();
    this.#activate(Math.max(-1, Math.min(place, more ? last + 1 : last))); // one beyond the last is still to come
  }

  /** Follow the chosen result, or the first; if its search is still under way, once it is there. */
  #go({ ctrlKey = false, metaKey = false, shiftKey = false } = {}) {
    if (this.#key() !== this.#shown) {
      this.#goesWhenShown = true;
      this.#search();
      return;
    }
    const click = new MouseEvent("click", { bubbles: true, cancelable: true, view: window, ctrlKey, metaKey, shiftKey });
    this.#options[Math.max(this.#active, 0)]?.dispatchEvent(click);
  }

  #onClick(event) {
    const rest = event.target.closest(".cjksearch-rest");
    if (rest) {
      const place = this.#options.indexOf(rest);
      showRest(rest);
      this.#active = -1; // that option is gone
      this.#activate(place);
      return;
    }
    const opensElsewhere = event.ctrlKey || event.metaKey || event.shiftKey;
    // Closing gives the focus back; the link's own click goes on, also to a theme's instant navigation.
    if (event.target.closest("[role=option]") && !opensElsewhere) this.#parts.dialog.close();
  }

  get #options() {
    return [...this.#parts.list.querySelectorAll("[role=option]:not([hidden])")];
  }

  #activate(place, { scrolls = true } = {}) {
    const options = this.#options;
    options[this.#active]?.setAttribute("aria-selected", "false");
    this.#active = place;
    const option = options[place];
    option?.setAttribute("aria-selected", "true");
    if (option) this.#parts.input.setAttribute("aria-activedescendant", option.id);
    else this.#parts.input.removeAttribute("aria-activedescendant");
    if (option && scrolls) option.scrollIntoView({ block: "nearest" });
  }

  #setQuery(query) {
    this.#parts.input.value = query;
    this.#parts.input.focus();
    this.#search();
  }

  // ---- searching

  #key() {
    return JSON.stringify([this.#parts.input.value.trim(), this.#filters.chosen]);
  }

  #searchSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#search(), PAUSE);
  }

  async #search(offset = 0) {
    clearTimeout(this.#timer);
    const { input, clear } = this.#parts;
    const query = input.value.trim();
    const key = this.#key();
    this.#memory.keep(input.value, this.#filters.chosen);
    clear.hidden = !input.value;
    if (key === this.#shown && offset === 0) return;
    const number = ++this.#asked;
    if (!query) return this.#show(key, [], this.#strings.idle);
    const isLatest = () => number === this.#asked;
    const timers = [setTimeout(() => isLatest() && this.#say(this.#strings.searching), PATIENCE)];
    const show = (result) => isLatest() && this.#answer(query, key, offset, result);
    try {
      const options = { limit: BATCH, offset, filters: this.#filters.chosen, excerpts: SURELY_SEEN };
      const onTitles = (titles) => timers.push(setTimeout(show, HASTE, titles));
      const result = await this.#connection.search(query, options, onTitles);
      for (const hit of result.hits.slice(SURELY_SEEN)) hit.isPending = true;
      show(result);
    } catch (error) {
      if (isLatest()) this.#fail(error);
    } finally {
      timers.forEach(clearTimeout);
    }
  }

  #answer(query, key, offset, { total, hits, suggestion }) {
    const all = [...this.#hits.slice(0, offset), ...hits];
    const after = total ? [] : [this.#advice()];
    if (suggestion) after.unshift(this.#button("suggestion", this.#strings.suggestion(suggestion), () => this.#setQuery(suggestion)));
    if (total > all.length) after.push(this.#button("more", this.#strings.more, () => this.#search(all.length)));
    const message = total ? this.#strings.count(total) : this.#strings.none(query);
    // The chosen option stays chosen where only excerpts or further results have come.
    this.#show(key, all, message, after, key === this.#shown ? this.#active : -1);
  }

  /** Fetch the excerpts of options that have come into view without. */
  async #onSeen(seen) {
    const ids = seen.filter(({ isIntersecting }) => isIntersecting).map(({ target }) => target.dataset.pending);
    const places = this.#hits.flatMap(({ id }, place) => (ids.includes(id) ? place : []));
    if (!places.length) return;
    const [number, key] = [this.#asked, this.#shown];
    const [query, filters] = JSON.parse(key);
    const offset = Math.min(...places);
    const limit = Math.max(...places) + 1 - offset;
    try {
      const { hits } = await this.#connection.search(query, { limit, offset, filters });
      if (number !== this.#asked || key !== this.#shown) return;
      const waiting = new Map(this.#pending.map((option) => [option.dataset.pending, option]));
      this.#hits.splice(offset, hits.length, ...hits);
      for (const hit of hits) if (waiting.has(hit.id)) fillExcerpt(waiting.get(hit.id), hit);
    } catch (error) {
      console.debug("cjksearch: no excerpts yet", error); // the next scroll tries again
    }
  }

  get #pending() {
    return [...this.#parts.list.querySelectorAll("[data-pending]")];
  }

  /** Ask, once, what one can filter by. A failure is not reported: the search itself will tell. */
  async #describe() {
    if (this.#facets) return;
    try {
      this.#facets = (await this.#connection.describe()).facets;
    } catch (error) {
      console.debug("cjksearch: no filters yet", error);
      return;
    }
    this.#filters.draw(this.#facets, this.#language, this.#strings);
    this.#drawHits(this.#active); // the badges and chips have names now
  }

  #fail(error) {
    // What is no SearchError kept the engine's code from loading.
    const isNetwork = error.name === "NetworkError" || !(error instanceof SearchError);
    const retry = this.#button("retry", this.#strings.retry, () => {
      this.#describe();
      this.#search();
    });
    const detail = isNetwork ? [] : [element("p", { class: "cjksearch-detail", lang: "en" }, error.message)];
    this.#goesWhenShown = false;
    this.#show("", [], isNetwork ? this.#strings.offline : this.#strings.failed, [...detail, retry]);
  }

  #advice() {
    const tips = element("ul", { class: "cjksearch-tips" }, ...this.#strings.tips.map((tip) => element("li", {}, tip)));
    const unfilter = this.#button("unfilter", this.#strings.unfilter, () => {
      this.#filters.chosen = {};
      this.#setQuery(this.#parts.input.value);
    });
    return element("div", {}, ...(this.#filters.isActive ? [unfilter, tips] : [tips]));
  }

  // ---- showing

  #show(key, hits, message, after = [], active = -1) {
    this.#shown = key;
    this.#hits = hits;
    if (active < 0) this.#parts.body.scrollTop = 0;
    this.#drawHits(active);
    this.#parts.after.replaceChildren(...after);
    this.#say(message);
    if (this.#goesWhenShown) {
      this.#goesWhenShown = false;
      this.#go();
    }
  }

  #drawHits(active) {
    const { list, input } = this.#parts;
    const label = (facet, value) => this.#filters.label(facet, value, this.#language);
    const context = {
      site: this.#site,
      language: this.#language,
      label,
      showLanguage: this.#filters.hasLanguages,
      rest: this.#strings.rest,
    };
    list.replaceChildren(...drawResults(this.#hits, context));
    this.#watch.disconnect();
    for (const option of this.#pending) this.#watch.observe(option);
    list.hidden = this.#hits.length === 0;
    input.setAttribute("aria-expanded", String(this.#hits.length > 0));
    this.#activate(active, { scrolls: active >= 0 });
  }

  #button(name, label, onClick) {
    const button = element("button", { type: "button", class: `cjksearch-action cjksearch-${name}` }, label);
    button.addEventListener("click", onClick);
    return button;
  }

  #say(message) {
    if (this.#parts.status.textContent !== message) this.#parts.status.textContent = message;
  }
}
