// One dialog's searches: from the query and the filters to what is shown of the answer.

import { action, advice, trouble } from "./after.js";
import { linkTo } from "./link.js";

const BATCH = 10;
const PAUSE = 120; // ms without a key before a search
const QUOTATION_MARKS = /["“”„「」『』]/g;

export class Searching {
  #parts; // of the dialog, see layout.js
  #strings;
  #asking;
  #hits;
  #filters;
  #status;
  #memory;
  #reconnect;

  #shown = ""; // the query and filters that are answered
  #asked = ""; // those of the latest question
  #message = "";
  #timer;
  #goesWhenShown = false;
  #lacks = false; // whether something could not be fetched

  /** @param {object} parts @param {object} strings @param {object} means the dialog's other parts, by name */
  constructor(parts, strings, { asking, hits, filters, status, memory, reconnect }) {
    this.#parts = parts;
    this.#strings = strings;
    this.#asking = asking;
    this.#hits = hits;
    this.#filters = filters;
    this.#status = status;
    this.#memory = memory;
    this.#reconnect = reconnect;
  }

  /** Follow the chosen result, or the first; if its search is still under way, once it is there. */
  go({ ctrlKey = false, metaKey = false, shiftKey = false } = {}) {
    if (this.#key !== this.#shown) {
      this.#goesWhenShown = true;
      this.search();
      return;
    }
    const { active, options } = this.#hits.listbox;
    const option = options[active] ?? options.find((first) => first.matches("a")); // an earlier query has to be chosen
    option?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, view: window, ctrlKey, metaKey, shiftKey }));
  }

  get #key() {
    return JSON.stringify([this.#parts.input.value.trim(), this.#filters.chosen]);
  }

  /** Ask this instead of what is typed. */
  ask(query) {
    this.#parts.input.value = query;
    this.#parts.input.focus();
    this.search();
  }

  /** Search when nothing has been typed for a moment. */
  soon() {
    this.#goesWhenShown = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.search(), PAUSE);
  }

  /** Search for what is typed; from `offset` on, for more of it. */
  search(offset = 0) {
    clearTimeout(this.#timer);
    const { dialog, input, clear, link } = this.#parts;
    const query = input.value.trim();
    const filters = this.#filters.chosen;
    const key = this.#key;
    this.#memory.keep(input.value, this.#filters);
    clear.hidden = !input.value;
    link.hidden = !query;
    link.href = linkTo(query, filters);
    const isAnswered = key === this.#shown && offset === 0;
    if (!query || (isAnswered && key !== this.#asked)) this.#asking.drop(); // what is under way is no longer wanted
    this.#asked = key;
    if (!query) return this.#idle(key);
    dialog.classList.add("cjksearch--asked");
    if (isAnswered) {
      this.#status.say(this.#message);
      return this.#count();
    }
    this.#asking.ask(query, { limit: BATCH, offset, filters }, {
      waits: () => this.#status.say(this.#strings.searching),
      answer: (result) => this.#answer({ query, filters }, key, offset, result),
      fail: (error) => this.#fail(error),
    });
  }

  /** Show what there is without a query. */
  #idle(key) {
    const recent = this.#memory.recent();
    const forget = action("forget", this.#strings.forget, () => {
      this.#memory.forget();
      this.#idle(key);
      this.#parts.input.focus();
    });
    this.#show(key, { recent }, this.#strings.idle, recent.length ? [forget] : []);
    this.#count();
  }

  #answer(question, key, offset, { total, more, hits, suggestion, isPartial, isCut = false }) {
    this.#lacks = isCut;
    const all = [...this.#hits.first(offset), ...hits];
    const after = total ? [] : advice(this.#strings, this.#waysOn(question.query));
    const before = suggestion ? [action("suggestion", this.#strings.suggestion(suggestion), () => this.ask(suggestion))] : [];
    if (total > all.length) after.push(action("more", this.#strings.more, () => this.search(all.length)));
    const message = total ? this.#strings.count(total, more) : this.#strings.none(unquoted(question.query));
    this.#show(key, { hits: all, question }, message, after, before);
    if (!isPartial) this.#count();
  }

  /** What may find something where nothing was found. */
  #waysOn(query) {
    const ways = [];
    if (this.#filters.isActive) {
      const unfilter = () => ((this.#filters.chosen = {}), this.ask(query));
      ways.push(action("unfilter", this.#strings.unfilter, unfilter));
    }
    const free = unquoted(query);
    if (free !== query) ways.push(action("unquote", this.#strings.unquote, () => this.ask(free)));
    return ways;
  }

  /** Say on the filters how many hits each would leave; only while they are in sight. */
  async #count() {
    if (!this.#filters.isOpen) return;
    const key = this.#shown;
    const [query, filters] = JSON.parse(key || '[""]');
    const found = query ? await this.#asking.counts(query, filters) : undefined;
    if (key === this.#shown) this.#filters.count(found?.counts, found?.more);
  }

  /** Say what is wrong; earlier queries may still be answered. */
  #fail(error) {
    const { message, after } = trouble(error, this.#strings, () => this.#retry());
    this.#goesWhenShown = false;
    this.#lacks = true;
    this.#show("", { recent: this.#memory.recent() }, message, after);
    this.#count();
  }

  /** The network is back: fetch what could not be fetched. */
  resume() {
    if (this.#lacks) this.#retry();
  }

  #retry() {
    this.#shown = "";
    this.#reconnect();
    this.search();
  }

  #show(key, content, message, after, before = []) {
    this.#hits.show(content, key === this.#shown); // only excerpts or further results have come
    this.#shown = key;
    this.#parts.before.replaceChildren(...before);
    this.#parts.after.replaceChildren(...after);
    this.#message = message;
    this.#status.say(message);
    if (this.#goesWhenShown) {
      this.#goesWhenShown = false;
      this.go();
    }
  }
}

/** @param {string} query */
const unquoted = (query) => query.replace(QUOTATION_MARKS, " ").trim();
