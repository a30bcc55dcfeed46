// The search dialog itself: a combobox whose listbox holds the hits.

import { Connection, SearchError } from "./connection.js";
import { element, icon } from "./elements.js";
import { Filters } from "./filters.js";
import { drawResults } from "./results.js";
import { STRINGS } from "./strings.js";

const BATCH = 20;
const PAUSE = 120; // ms without a key before a search
const PATIENCE = 300; // ms before saying that the search goes on
const MAGNIFIER = "M9.5 3a6.5 6.5 0 0 1 4.94 10.73l.27.27h.79l5 5-1.5 1.5-5-5v-.79l-.27-.27A6.5 6.5 0 1 1 9.5 3m0 2a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9";
const CROSS = "M19 6.41 17.59 5 12 10.59 6.41 5 5 6.41 10.59 12 5 17.59 6.41 19 12 13.41 17.59 19 19 17.59 13.41 12z";

export class Panel {
  #site;
  #connection;
  #memory;
  #language = "";
  #facets; // undefined until the index has told

  #dialog;
  #input;
  #clear;
  #filters;
  #status;
  #list;
  #after; // what follows the list: more results, advice, retry

  #hits = [];
  #shown = ""; // the query and filters that #hits answer
  #asked = 0; // number of the latest search; answers to earlier ones are dropped
  #timer;
  #active = -1;
  #goesWhenShown = false;

  /** @param {URL} site the site's root */
  constructor(site) {
    this.#site = site;
    this.#connection = new Connection(new URL("cjksearch/", site).href);
    this.#memory = `cjksearch:${site.pathname}`;
  }

  /** Show the dialog in a language, with the last query of this session. */
  open(language) {
    if (this.#dialog?.open) return this.#input.focus();
    if (language !== this.#language) this.#build(language);
    this.#dialog.showModal();
    document.documentElement.classList.add("cjksearch-open");
    this.#input.focus();
    this.#input.select();
    this.#describe();
    this.#search();
  }

  get #strings() {
    return STRINGS[this.#language];
  }

  // ---- building

  #build(language) {
    this.#language = language;
    const { query = this.#input?.value ?? "", chosen = {} } = this.#remembered();
    this.#dialog?.remove();
    const strings = this.#strings;
    this.#input = element("input", {
      class: "cjksearch-input", type: "text", role: "combobox", value: query,
      placeholder: strings.placeholder, "aria-label": strings.search,
      "aria-expanded": "false", "aria-controls": "cjksearch-list", "aria-autocomplete": "list",
      autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "search", maxlength: "200",
    }); // prettier-ignore
    this.#clear = element("button", { type: "button", class: "cjksearch-icon", title: strings.clear, "aria-label": strings.clear }, icon(CROSS));
    const close = element("button", { type: "button", class: "cjksearch-close" }, strings.close);
    const filters = element("div", { class: "cjksearch-filters", role: "group", "aria-label": strings.filters, hidden: true });
    this.#filters = new Filters(filters, () => this.#search());
    this.#filters.chosen = chosen;
    this.#status = element("p", { class: "cjksearch-status", role: "status" });
    this.#list = element("div", { class: "cjksearch-list", id: "cjksearch-list", role: "listbox", "aria-label": strings.results });
    this.#after = element("div", { class: "cjksearch-after" });
    this.#dialog = element(
      "dialog",
      { class: "cjksearch", lang: language, "aria-label": strings.search, "data-search-exclude": true },
      element("div", { class: "cjksearch-bar", role: "search" }, icon(MAGNIFIER), this.#input, this.#clear, close),
      filters,
      element("div", { class: "cjksearch-body" }, this.#status, this.#list, this.#after),
      drawKeys(strings.keys),
    );
    document.body.append(this.#dialog);
    close.addEventListener("click", () => this.#dialog.close());
    this.#listen();
    this.#shown = "";
    if (this.#facets) this.#filters.draw(this.#facets, language, strings);
  }

  #listen() {
    const on = (target, type, listener) => target.addEventListener(type, listener);
    on(this.#dialog, "close", () => document.documentElement.classList.remove("cjksearch-open"));
    // A theme's own keys (n, p, s …) must not act behind the dialog.
    on(this.#dialog, "keydown", (event) => event.stopPropagation());
    on(this.#dialog, "mousedown", (event) => event.target === this.#dialog && this.#dialog.close());
    on(this.#input, "input", (event) => !event.isComposing && this.#searchSoon());
    on(this.#input, "compositionend", () => this.#searchSoon());
    on(this.#input, "keydown", (event) => this.#onKey(event));
    on(this.#clear, "click", () => this.#setQuery(""));
    on(this.#list, "click", (event) => this.#onClick(event));
    on(this.#list, "mousemove", (event) => {
      const option = event.target.closest?.("[role=option]");
      if (option) this.#activate(this.#options.indexOf(option), false);
    });
  }

  // ---- keys and clicks

  #onKey(event) {
    // While an input method composes, the keys are its own; Safari reports the last one only by its code.
    if (event.isComposing || event.keyCode === 229) return;
    const last = this.#options.length - 1;
    const moves = { ArrowDown: this.#active + 1, ArrowUp: this.#active - 1, PageDown: this.#active + 5, PageUp: this.#active - 5 };
    if (event.key in moves && last >= 0 && !event.altKey) {
      event.preventDefault();
      this.#move(moves[event.key], last);
    } else if (event.key === "Enter") {
      event.preventDefault();
      this.#go(event);
    }
  }

  #move(to, last) {
    if (to > last) {
      const more = this.#after.querySelector(".cjksearch-more");
      if (more) return more.click();
    }
    this.#activate(Math.max(-1, Math.min(to, last)));
  }

  /** Follow the chosen result, or the first; where the answer is still to come, when it has. */
  #go(event) {
    if (this.#key() !== this.#shown) {
      this.#goesWhenShown = true;
      this.#search();
      return;
    }
    const option = this.#options[Math.max(this.#active, 0)];
    option?.dispatchEvent(new MouseEvent("click", {
      bubbles: true, cancelable: true, view: window, ctrlKey: event?.ctrlKey, metaKey: event?.metaKey, shiftKey: event?.shiftKey,
    })); // prettier-ignore
  }

  #onClick(event) {
    const option = event.target.closest("[role=option]");
    const opensElsewhere = event.ctrlKey || event.metaKey || event.shiftKey;
    // Closing gives the focus back; the link's own click goes on, also to a theme's instant navigation.
    if (option && !opensElsewhere) this.#dialog.close();
  }

  get #options() {
    return [...this.#list.querySelectorAll("[role=option]")];
  }

  #activate(place, scrolls = true) {
    if (place === this.#active) return;
    const options = this.#options;
    options[this.#active]?.setAttribute("aria-selected", "false");
    this.#active = place;
    const option = options[place];
    option?.setAttribute("aria-selected", "true");
    if (option) this.#input.setAttribute("aria-activedescendant", option.id);
    else this.#input.removeAttribute("aria-activedescendant");
    if (option && scrolls) option.scrollIntoView({ block: "nearest" });
  }

  #setQuery(query) {
    this.#input.value = query;
    this.#input.focus();
    this.#search();
  }

  // ---- searching

  #key() {
    return JSON.stringify([this.#input.value.trim(), this.#filters.chosen]);
  }

  #searchSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#search(), PAUSE);
  }

  async #search({ offset = 0 } = {}) {
    clearTimeout(this.#timer);
    const query = this.#input.value.trim();
    const key = this.#key();
    this.#remember();
    this.#clear.hidden = !this.#input.value;
    if (key === this.#shown && offset === 0) return;
    const number = ++this.#asked;
    if (!query) return this.#show([], key, this.#strings.idle);
    const slow = setTimeout(() => number === this.#asked && this.#say(this.#strings.searching), PATIENCE);
    try {
      const options = { limit: BATCH, offset, filters: this.#filters.chosen, prefix: true };
      const { total, hits } = await this.#connection.search(query, options);
      if (number !== this.#asked) return;
      this.#show(offset ? [...this.#hits, ...hits] : hits, key, total ? this.#strings.count(total) : this.#strings.none(query), {
        after: total ? this.#drawMore(total, offset + hits.length) : this.#drawAdvice(),
        keepsPlace: offset > 0,
      });
    } catch (error) {
      if (number === this.#asked) this.#showError(error);
    } finally {
      clearTimeout(slow);
    }
  }

  /** Ask, once, what the index offers to filter by. Failing is not reported: the search itself will tell. */
  async #describe() {
    if (this.#facets) return;
    try {
      this.#facets = (await this.#connection.describe()).facets;
    } catch (error) {
      console.debug("cjksearch: no filters yet", error);
      return;
    }
    this.#filters.draw(this.#facets, this.#language, this.#strings);
    this.#redraw();
  }

  #show(hits, key, message, { after = [], keepsPlace = false } = {}) {
    const place = this.#active;
    this.#hits = hits;
    this.#shown = key;
    this.#redraw();
    this.#after.replaceChildren(...after);
    if (keepsPlace) this.#activate(place + 1);
    else this.#list.parentElement.scrollTop = 0;
    this.#say(message);
    if (this.#goesWhenShown) {
      this.#goesWhenShown = false;
      this.#go();
    }
  }

  #redraw() {
    this.#active = -1;
    this.#input.removeAttribute("aria-activedescendant");
    this.#input.setAttribute("aria-expanded", String(this.#hits.length > 0));
    const label = (facet, value) => this.#filters.label(facet, value, this.#language);
    this.#list.hidden = this.#hits.length === 0;
    this.#list.replaceChildren(...drawResults(this.#hits, { site: this.#site, label, showLanguage: this.#filters.hasLanguages }));
  }

  #showError(error) {
    this.#goesWhenShown = false;
    const isNetwork = !navigator.onLine || error.name === "TypeError" || !(error instanceof SearchError);
    const retry = this.#button(this.#strings.retry, () => {
      this.#describe();
      this.#search();
    });
    const detail = isNetwork ? [] : [element("p", { class: "cjksearch-detail", lang: "en" }, error.message)];
    this.#show([], "", isNetwork ? this.#strings.offline : this.#strings.failed, { after: [...detail, retry] });
  }

  #drawMore(total, shown) {
    if (shown >= total) return [];
    return [this.#button(this.#strings.more, () => this.#search({ offset: shown }), "cjksearch-more")];
  }

  #drawAdvice() {
    const tips = element("ul", { class: "cjksearch-tips" }, ...this.#strings.tips.map((tip) => element("li", {}, tip)));
    if (!this.#filters.isActive) return [tips];
    const unfilter = this.#button(this.#strings.unfilter, () => {
      this.#filters.chosen = {};
      this.#setQuery(this.#input.value);
    });
    return [unfilter, tips];
  }

  #button(label, onClick, name = "cjksearch-action") {
    const button = element("button", { type: "button", class: `cjksearch-button-plain ${name}` }, label);
    button.addEventListener("click", onClick);
    return button;
  }

  #say(message) {
    if (this.#status.textContent !== message) this.#status.textContent = message;
  }

  // ---- the session's memory

  #remember() {
    try {
      sessionStorage.setItem(this.#memory, JSON.stringify({ query: this.#input.value, chosen: this.#filters.chosen }));
    } catch {
      // Storage is full or forbidden: the query is not kept, nothing else depends on it.
    }
  }

  #remembered() {
    try {
      return JSON.parse(sessionStorage.getItem(this.#memory)) ?? {};
    } catch {
      return {}; // forbidden, or written by something else
    }
  }
}

function drawKeys(keys) {
  const hint = (names, label) => element("span", {}, ...names.map((name) => element("kbd", {}, name)), ` ${label}`);
  return element(
    "div",
    { class: "cjksearch-keys", "aria-hidden": "true" },
    hint(["↑", "↓"], keys.move),
    hint(["↵"], keys.go),
    hint(["Esc"], keys.close),
  );
}
