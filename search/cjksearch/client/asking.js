// Asks the engine one question after another. Only the latest counts: what comes late for an earlier one is dropped.

const SURELY_SEEN = 4; // hits whose excerpts are fetched at once: each may cost a block of text
const PATIENCE = 300; // ms before saying that the search goes on
const HASTE = 150; // ms after which titles are shown without their excerpts

export class Asking {
  #connection;
  #latest = 0;
  language = ""; // the reader's

  /** @param {import("./connection.js").Connection} connection */
  constructor(connection) {
    this.#connection = connection;
  }

  /** Drop the question under way. */
  drop() {
    this.#latest++;
  }

  /**
   * Ask; `then.answer` may be called twice, first with a result that `isPartial`: without excerpts, or once with
   * one that `isCut`: the network failed before they came. A hit that
   * `isPending` has none yet; one that `hasRoom` keeps the room that it was given for one.
   * @param {string} query @param {object} options the engine's
   * @param {{waits: function(), answer: function(object), fail: function(Error)}} then
   */
  async ask(query, options, { waits, answer, fail }) {
    const number = ++this.#latest;
    const isLatest = () => number === this.#latest;
    let titles; // the result without excerpts
    let isShown = false;
    const show = (result, first = 0, change = {}) => {
      if (!isLatest()) return;
      const hits = result.hits.map((hit, place) => (place < first ? hit : { ...hit, ...change }));
      answer({ ...result, hits: isShown ? hits.map((hit) => ({ ...hit, hasRoom: true })) : hits });
      isShown = true;
    };
    const onTitles = (result) => {
      titles = result;
      timers.push(setTimeout(show, HASTE, { ...result, isPartial: true }, 0, { hasRoom: true }));
    };
    const timers = [setTimeout(() => isLatest() && waits(), PATIENCE)];
    try {
      const result = await this.#connection.search(query, { ...options, language: this.language, excerpts: SURELY_SEEN }, onTitles);
      show(result, SURELY_SEEN, { isPending: true, hasRoom: true });
    } catch (error) {
      // Titles are worth showing where the network fails before the excerpts have come.
      if (titles && error.name === "NetworkError") show({ ...titles, isCut: true }, 0, { isPending: true, hasRoom: true });
      else if (isLatest()) fail(error);
    } finally {
      timers.forEach(clearTimeout);
    }
  }

  /** How many hits there are of each value of each facet, `counts`, or at least, if there are `more`; undefined as below. */
  counts(query, filters) {
    return this.#aside(query, { filters, limit: 0, counts: true });
  }

  /** Hits with their excerpts; none where another question has been asked meanwhile, or the network fails. */
  async excerpts(query, options) {
    return (await this.#aside(query, options))?.hits ?? [];
  }

  /** Ask something more about the latest question. */
  async #aside(query, options) {
    const number = this.#latest;
    try {
      const result = await this.#connection.search(query, { ...options, language: this.language });
      return number === this.#latest ? result : undefined;
    } catch (error) {
      console.debug("cjksearch: no more about the results", error); // the next scroll or search tries again
      return undefined;
    }
  }
}
