// The search dialog: a combobox whose listbox holds the hits.

import { Asking } from "./asking.js";
import { Connection } from "./connection.js";
import { Filters } from "./filters.js";
import { Hits } from "./hits.js";
import { LONGEST, drawDialog, lockPage } from "./layout.js";
import { leave } from "./leave.js";
import { linked, unlink } from "./link.js";
import { Memory } from "./memory.js";
import { wordsOf } from "./results.js";
import { Searching } from "./searching.js";
import { share } from "./sharing.js";
import { Status } from "./status.js";
import { steer } from "./steering.js";
import { STRINGS } from "./strings.js";

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
  #searching;
  #facets; // undefined until the index has told

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
    window.addEventListener("online", () => this.#parts?.dialog.open && this.#searching.resume());
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
    if (link) {
      this.#filters.chosen = link.chosen;
      this.#filters.isOpen = this.#filters.isActive;
    }
    if (typed || link) this.#parts.input.value = typed || link.query;
    else this.#parts.input.select();
    this.#describe();
    this.#searching.search();
  }

  #build(language) {
    const { query, chosen, isOpen } = this.#memory.recall();
    this.#parts?.dialog.remove();
    this.#language = language;
    this.#asking.language = language;
    this.#strings = STRINGS[language];
    this.#parts = drawDialog(language, this.#strings, query);
    this.#hits = new Hits(this.#parts, this.#asking, () => this.#context());
    this.#filters = new Filters(this.#parts.filters, this.#parts.toggle, () => this.#searching.search());
    Object.assign(this.#filters, { chosen, isOpen });
    if (this.#facets) this.#filters.draw(this.#facets, language, this.#strings);
    const status = new Status(this.#parts.status, this.#parts.live);
    this.#searching = new Searching(this.#parts, this.#strings, {
      asking: this.#asking,
      hits: this.#hits,
      filters: this.#filters,
      status,
      memory: this.#memory,
      reconnect: () => this.#describe(),
    });
    document.body.append(this.#parts.dialog);
    this.#listen(this.#searching, status);
  }

  #listen(searching, status) {
    const { dialog, input, clear, link, close } = this.#parts;
    dialog.addEventListener("close", () => {
      lockPage(false);
      unlink();
      dialog.classList.remove("cjksearch--asked");
    });
    // A theme's own keys (n, p, s …) must not act behind the dialog.
    dialog.addEventListener("keydown", (event) => event.stopPropagation());
    dialog.addEventListener("mousedown", (event) => event.target === dialog && dialog.close());
    close.addEventListener("click", () => dialog.close());
    clear.addEventListener("click", () => searching.ask(""));
    input.addEventListener("input", (event) => !event.isComposing && searching.soon());
    input.addEventListener("compositionend", () => searching.soon());
    share(link, (message, duration) => {
      this.#memory.remember(input.value.trim());
      status.notice(message, duration);
    }, this.#strings.copied);
    steer(this.#parts, this.#hits.listbox, {
      enter: (event) => searching.go(event),
      follow: (option, event) => this.#follow(option, event),
      ask: (query) => searching.ask(query),
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
}
