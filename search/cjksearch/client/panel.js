// The search dialog: a combobox whose listbox holds the hits.

import { action, advice, trouble } from "./after.js";
import { Asking } from "./asking.js";
import { Connection } from "./connection.js";
import { Filters } from "./filters.js";
import { leave } from "./leave.js";
import { Hits } from "./hits.js";
import { LONGEST, drawDialog, lockPage } from "./layout.js";
import { linkTo, linked, unlink } from "./link.js";
import { Memory } from "./memory.js";
import { wordsOf } from "./results.js";
import { share } from "./sharing.js";
import { Status } from "./status.js";
import { steer } from "./steering.js";
import { STRINGS } from "./strings.js";

const BATCH = 10;
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
  #hits;
  #filters;
  #status;
  #facets; // undefined until the index has told

  #shown = ""; // the query and filters that are answered
  #timer;
  #goesWhenShown = false;

  /**
   * @param {URL} site the site's root @param {function()} onHit called when a hit leads to a place in this very page
   * @param {function} launch see ahead.js
   */
  constructor(site, onHit, launch) {
    this.#site = site;
    this.#onHit = onHit;
    this.#connection = new Connection(new URL("cjksearch/", site).href, launch);
    this.#asking = new Asking(this.#connection);
    this.#memory = new Memory(site.pathname);
    this.#describe(); // the index is open by the time something is typed
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
    this.#hits = new Hits(this.#parts, this.#asking, () => this.#context());
    this.#status = new Status(this.#parts.status, this.#parts.live);
    this.#filters = new Filters(this.#parts.filters, () => this.#search());
    this.#filters.chosen = chosen;
    if (this.#facets) this.#filters.draw(this.#facets, language, this.#strings);
    this.#shown = "";
    document.body.append(this.#parts.dialog);
    this.#listen();
  }

  #listen() {
    const { dialog, input, clear, link, close } = this.#parts;
    dialog.addEventListener("close", () => (lockPage(false), unlink()));
    // A theme's own keys (n, p, s …) must not act behind the dialog.
    dialog.addEventListener("keydown", (event) => event.stopPropagation());
    dialog.addEventListener("mousedown", (event) => event.target === dialog && dialog.close());
    close.addEventListener("click", () => dialog.close());
    clear.addEventListener("click", () => this.#ask(""));
    input.addEventListener("input", (event) => !event.isComposing && this.#searchSoon());
    input.addEventListener("compositionend", () => this.#searchSoon());
    share(link, (message, duration) => {
      this.#memory.remember(input.value.trim());
      this.#status.notice(message, duration);
    }, this.#strings.copied);
    steer(this.#parts, this.#hits.listbox, {
      enter: (event) => this.#go(event),
      follow: (option, event) => this.#follow(option, event),
      ask: (query) => this.#ask(query),
    });
  }

  /** How hits are drawn, see results.js. */
  #context() {
    return {
      site: this.#site,
      language: this.#language,
      label: (facet, value) => this.#filters.label(facet, value, this.#language),
      showLanguage: this.#filters.hasLanguages,
      strings: this.#strings,
    };
  }

  // ---- following

  /** Follow the chosen result, or the first; if its search is still under way, once it is there. */
  #go({ ctrlKey = false, metaKey = false, shiftKey = false } = {}) {
    if (this.#key() !== this.#shown) {
      this.#goesWhenShown = true;
      this.#search();
      return;
    }
    const { active, options } = this.#hits.listbox;
    const option = options[active] ?? options.find((first) => first.matches("a")); // an earlier query has to be chosen
    option?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, view: window, ctrlKey, metaKey, shiftKey }));
  }

  /** Leave the words of a hit for the page that it leads to, and make way for it. */
  #follow(option, { ctrlKey, metaKey, shiftKey }) {
    const { input, dialog } = this.#parts;
    const isOnIt = option.pathname === location.pathname;
    this.#memory.remember(input.value.trim());
    leave(option.href, wordsOf(option, input.value), ctrlKey || metaKey || shiftKey);
    if (isOnIt) this.#onHit();
    // Closing gives the focus back; the link's own click goes on, also to a theme's instant navigation.
    if (!(ctrlKey || metaKey || shiftKey)) dialog.close();
  }

  // ---- asking

  #key() {
    return JSON.stringify([this.#parts.input.value.trim(), this.#filters.chosen]);
  }

  /** Ask this instead of what is typed. */
  #ask(query) {
    this.#parts.input.value = query;
    this.#parts.input.focus();
    this.#search();
  }

  #searchSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#search(), PAUSE);
  }

  #search(offset = 0) {
    clearTimeout(this.#timer);
    const { input, clear, link } = this.#parts;
    const query = input.value.trim();
    const filters = this.#filters.chosen;
    const key = this.#key();
    this.#memory.keep(input.value, filters);
    clear.hidden = !input.value;
    link.hidden = !query;
    link.href = linkTo(query, filters);
    if (key === this.#shown && offset === 0) return;
    if (!query) {
      this.#asking.drop();
      return this.#idle(key);
    }
    this.#asking.ask(query, { limit: BATCH, offset, filters }, {
      waits: () => this.#status.say(this.#strings.searching),
      answer: (result) => this.#answer({ query, filters }, key, offset, result),
      fail: (error) => this.#fail(error),
    });
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
    if (!this.#parts) return; // not opened yet
    this.#filters.draw(this.#facets, this.#language, this.#strings);
    this.#hits.redraw(); // the badges and chips have names now
  }

  // ---- showing

  /** Show what there is without a query. */
  #idle(key) {
    const recent = this.#memory.recent();
    const forget = action("forget", this.#strings.forget, () => {
      this.#memory.forget();
      this.#idle(key);
      this.#parts.input.focus();
    });
    this.#show(key, { recent }, this.#strings.idle, recent.length ? [forget] : []);
  }

  #answer(question, key, offset, { total, hits, suggestion }) {
    const all = [...this.#hits.first(offset), ...hits];
    const after = total ? [] : [advice(this.#strings, this.#filters.isActive && (() => this.#unfilter()))];
    if (suggestion) after.unshift(action("suggestion", this.#strings.suggestion(suggestion), () => this.#ask(suggestion)));
    if (total > all.length) after.push(action("more", this.#strings.more, () => this.#search(all.length)));
    const message = total ? this.#strings.count(total) : this.#strings.none(question.query);
    this.#show(key, { hits: all, question }, message, after);
  }

  #unfilter() {
    this.#filters.chosen = {};
    this.#ask(this.#parts.input.value);
  }

  #fail(error) {
    const { message, after } = trouble(error, this.#strings, () => {
      this.#describe();
      this.#search();
    });
    this.#goesWhenShown = false;
    this.#show("", {}, message, after);
  }

  #show(key, content, message, after) {
    this.#hits.show(content, key === this.#shown); // only excerpts or further results have come
    this.#shown = key;
    this.#parts.after.replaceChildren(...after);
    this.#status.say(message);
    if (this.#goesWhenShown) {
      this.#goesWhenShown = false;
      this.#go();
    }
  }
}
