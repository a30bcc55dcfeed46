// The search dialog: a combobox whose listbox holds the hits.

import { action, advice, trouble } from "./after.js";
import { Asking } from "./asking.js";
import { Connection } from "./connection.js";
import { Filters } from "./filters.js";
import { leave } from "./handover.js";
import { LONGEST, drawDialog, lockPage } from "./layout.js";
import { linkTo, linked, unlink } from "./link.js";
import { Listbox } from "./listbox.js";
import { Memory } from "./memory.js";
import { drawRecent, drawResults, fillExcerpt, showRest, wordsOf } from "./results.js";
import { STRINGS } from "./strings.js";

const BATCH = 10;
const NOTICE = 2000; // ms that a notice stays in place of the number of results
const PAUSE = 120; // ms without a key before a search

export class Panel {
  #site;
  #onHit;
  #connection;
  #asking;
  #memory;
  #language = "";
  #strings;
  #parts; // of the dialog, see layout.js
  #listbox;
  #filters;
  #facets; // undefined until the index has told

  #hits = [];
  #recent = []; // earlier queries, shown while there is none
  #shown = ""; // the query and filters that #hits answer
  #timer;
  #goesWhenShown = false;
  #watch; // sees options without an excerpt come into view

  /** @param {URL} site the site's root @param {function()} onHit called when a hit leads to a place in this very page */
  constructor(site, onHit) {
    this.#site = site;
    this.#onHit = onHit;
    this.#connection = new Connection(new URL("cjksearch/", site).href);
    this.#asking = new Asking(this.#connection);
    this.#memory = new Memory(site.pathname);
  }

  /** Show the dialog in a language, with what was typed already, or what the address asks for, or the last query of this session. */
  open(language, typed = "") {
    if (this.#parts?.dialog.open) return this.#parts.input.focus();
    if (language !== this.#language) this.#build(language);
    lockPage(true);
    this.#parts.dialog.showModal();
    this.#parts.input.focus();
    const link = linked(LONGEST);
    if (link) this.#filters.chosen = link.chosen;
    if (typed || link) this.#parts.input.value = typed || link.query;
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
    this.#listbox = new Listbox(this.#parts.list, this.#parts.input);
    this.#filters = new Filters(this.#parts.filters, () => this.#search());
    this.#filters.chosen = chosen;
    if (this.#facets) this.#filters.draw(this.#facets, language, this.#strings);
    this.#shown = "";
    document.body.append(this.#parts.dialog);
    this.#listen();
    this.#watch = new IntersectionObserver((seen) => this.#onSeen(seen), { root: this.#parts.body });
  }

  #listen() {
    const { dialog, input, clear, link, close, list } = this.#parts;
    dialog.addEventListener("close", () => (lockPage(false), unlink()));
    // A theme's own keys (n, p, s …) must not act behind the dialog.
    dialog.addEventListener("keydown", (event) => event.stopPropagation());
    dialog.addEventListener("mousedown", (event) => event.target === dialog && dialog.close());
    close.addEventListener("click", () => dialog.close());
    clear.addEventListener("click", () => this.#setQuery(""));
    link.addEventListener("click", (event) => this.#copy(event));
    input.addEventListener("input", (event) => !event.isComposing && this.#searchSoon());
    input.addEventListener("compositionend", () => this.#searchSoon());
    input.addEventListener("keydown", (event) => this.#onKey(event));
    list.addEventListener("click", (event) => this.#onClick(event));
  }

  // ---- keys and clicks

  #onKey(event) {
    // While an input method composes, the keys are its own; Safari tells of the last one only by its code.
    if (event.isComposing || event.keyCode === 229 || event.altKey) return;
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 5, PageUp: -5 };
    if (event.key in steps && this.#listbox.options.length) {
      event.preventDefault();
      this.#move(this.#listbox.active + steps[event.key]);
    } else if (event.key === "Enter") {
      event.preventDefault();
      this.#go(event);
    }
  }

  #move(place) {
    const last = this.#listbox.options.length - 1;
    const more = this.#parts.after.querySelector(".cjksearch-more");
    if (place > last && more) more.click();
    this.#listbox.choose(Math.max(-1, Math.min(place, more ? last + 1 : last))); // one beyond the last is still to come
  }

  /** Follow the chosen result, or the first; if its search is still under way, once it is there. */
  #go({ ctrlKey = false, metaKey = false, shiftKey = false } = {}) {
    if (this.#key() !== this.#shown) {
      this.#goesWhenShown = true;
      this.#search();
      return;
    }
    if (this.#listbox.active < 0 && this.#recent.length) return;
    const click = new MouseEvent("click", { bubbles: true, cancelable: true, view: window, ctrlKey, metaKey, shiftKey });
    this.#listbox.options[Math.max(this.#listbox.active, 0)]?.dispatchEvent(click);
  }

  #onClick(event) {
    const rest = event.target.closest(".cjksearch-rest");
    if (rest) {
      const place = this.#listbox.options.indexOf(rest);
      showRest(rest);
      this.#listbox.choose(place);
      return;
    }
    const option = event.target.closest("[role=option]");
    if (!option) return;
    if (option.matches(".cjksearch-recent")) return this.#setQuery(option.textContent);
    this.#memory.remember(this.#parts.input.value.trim());
    this.#handOver(event, option);
    const opensElsewhere = event.ctrlKey || event.metaKey || event.shiftKey;
    // Closing gives the focus back; the link's own click goes on, also to a theme's instant navigation.
    if (!opensElsewhere) this.#parts.dialog.close();
  }

  /** Leave the words of a hit for the page that it leads to. */
  #handOver({ ctrlKey, metaKey, shiftKey }, option) {
    const isOnIt = option.pathname === location.pathname;
    leave(option.href, wordsOf(option, this.#parts.input.value), ctrlKey || metaKey || shiftKey);
    if (isOnIt) this.#onHit();
  }

  /** Copy the link to this search. Where that is not allowed, the link is followed: it then stands in the address bar. */
  async #copy(event) {
    if (!navigator.clipboard) return;
    event.preventDefault();
    event.stopPropagation();
    const { link, input, status } = this.#parts;
    const { copied } = this.#strings;
    try {
      await navigator.clipboard.writeText(link.href);
    } catch {
      location.assign(link.href);
      return;
    }
    this.#memory.remember(input.value.trim());
    const before = status.textContent;
    this.#say(copied);
    setTimeout(() => status.textContent === copied && this.#say(before), NOTICE);
  }

  #setQuery(query) {
    this.#parts.input.value = query;
    this.#parts.input.focus();
    this.#search();
  }

  #unfilter() {
    this.#filters.chosen = {};
    this.#setQuery(this.#parts.input.value);
  }

  // ---- searching

  #key() {
    return JSON.stringify([this.#parts.input.value.trim(), this.#filters.chosen]);
  }

  #searchSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#search(), PAUSE);
  }

  #search(offset = 0) {
    clearTimeout(this.#timer);
    const { input, clear, link } = this.#parts;
    const query = input.value.trim();
    const key = this.#key();
    this.#memory.keep(input.value, this.#filters.chosen);
    clear.hidden = !input.value;
    link.hidden = !query;
    link.href = linkTo(query, this.#filters.chosen);
    if (key === this.#shown && offset === 0) return;
    if (!query) {
      this.#asking.drop();
      return this.#showIdle(key);
    }
    const options = { limit: BATCH, offset, filters: this.#filters.chosen };
    this.#asking.ask(query, options, {
      waits: () => this.#say(this.#strings.searching),
      answer: (result) => this.#answer(query, key, offset, result),
      fail: (error) => this.#fail(error),
    });
  }

  /** Show what there is without a query. */
  #showIdle(key) {
    const recent = this.#memory.recent();
    const forget = action("forget", this.#strings.forget, () => {
      this.#memory.forget();
      this.#showIdle(key);
      this.#parts.input.focus();
    });
    this.#show(key, [], this.#strings.idle, recent.length ? [forget] : [], -1, recent);
  }

  #answer(query, key, offset, { total, hits, suggestion }) {
    const all = [...this.#hits.slice(0, offset), ...hits];
    const after = total ? [] : [advice(this.#strings, this.#filters.isActive && (() => this.#unfilter()))];
    if (suggestion) after.unshift(action("suggestion", this.#strings.suggestion(suggestion), () => this.#setQuery(suggestion)));
    if (total > all.length) after.push(action("more", this.#strings.more, () => this.#search(all.length)));
    const message = total ? this.#strings.count(total) : this.#strings.none(query);
    // The chosen option stays chosen where only excerpts or further results have come.
    this.#show(key, all, message, after, key === this.#shown ? this.#listbox.active : -1);
  }

  #fail(error) {
    const { message, after } = trouble(error, this.#strings, () => {
      this.#describe();
      this.#search();
    });
    this.#goesWhenShown = false;
    this.#show("", [], message, after);
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
    this.#drawHits(this.#listbox.active); // the badges and chips have names now
  }

  // ---- showing

  #show(key, hits, message, after = [], active = -1, recent = []) {
    this.#shown = key;
    this.#hits = hits;
    this.#recent = recent;
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
    const context = {
      site: this.#site,
      language: this.#language,
      label: (facet, value) => this.#filters.label(facet, value, this.#language),
      showLanguage: this.#filters.hasLanguages,
      rest: this.#strings.rest,
    };
    this.#listbox.show([...drawRecent(this.#recent, this.#strings.recent), ...drawResults(this.#hits, context)], active);
    this.#watch.disconnect();
    for (const option of this.#pending) this.#watch.observe(option);
  }

  get #pending() {
    return [...this.#parts.list.querySelectorAll("[data-pending]")];
  }

  /** Fetch the excerpts of options that have come into view without. */
  async #onSeen(seen) {
    const ids = seen.filter(({ isIntersecting }) => isIntersecting).map(({ target }) => target.dataset.pending);
    const places = this.#hits.flatMap(({ id }, place) => (ids.includes(id) ? place : []));
    if (!places.length) return;
    const key = this.#shown;
    const [query, filters] = JSON.parse(key);
    const offset = Math.min(...places);
    const hits = await this.#asking.excerpts(query, { limit: Math.max(...places) + 1 - offset, offset, filters });
    if (key !== this.#shown) return;
    const waiting = new Map(this.#pending.map((option) => [option.dataset.pending, option]));
    this.#hits.splice(offset, hits.length, ...hits);
    for (const hit of hits) if (waiting.has(hit.id)) fillExcerpt(waiting.get(hit.id), hit);
  }

  #say(message) {
    if (this.#parts.status.textContent !== message) this.#parts.status.textContent = message;
  }
}
