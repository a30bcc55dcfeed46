// Asks the engine one question after another. Only the latest counts: what comes late for an earlier one is dropped.

const SURELY_SEEN = 4; // hits whose excerpts are fetched at once: each may cost a block of text
const PATIENCE = 300; // ms before saying that the search goes on
const HASTE = 150; // ms after which titles are shown without their excerpts

export class Asking {
  #connection;
  #latest = 0;

  /** @param {import("./connection.js").Connection} connection */
  constructor(connection) {
    this.#connection = connection;
  }

  /** Drop the question under way. */
  drop() {
    this.#latest++;
  }

  /**
   * Ask; `then.answer` may be called twice, first without excerpts. A hit that `isPending` has none yet.
   * @param {string} query @param {object} options the engine's
   * @param {{waits: function(), answer: function(object), fail: function(Error)}} then
   */
  async ask(query, options, { waits, answer, fail }) {
    const number = ++this.#latest;
    const isLatest = () => number === this.#latest;
    const show = (result) => isLatest() && answer(result);
    const timers = [setTimeout(() => isLatest() && waits(), PATIENCE)];
    try {
      const onTitles = (titles) => timers.push(setTimeout(show, HASTE, titles));
      const result = await this.#connection.search(query, { ...options, excerpts: SURELY_SEEN }, onTitles);
      for (const hit of result.hits.slice(SURELY_SEEN)) hit.isPending = true;
      show(result);
    } catch (error) {
      if (isLatest()) fail(error);
    } finally {
      timers.forEach(clearTimeout);
    }
  }

  /** Hits with their excerpts; none where another question has been asked meanwhile, or the network fails. */
  async excerpts(query, options) {
    const number = this.#latest;
    try {
      const { hits } = await this.#connection.search(query, options);
      return number === this.#latest ? hits : [];
    } catch (error) {
      console.debug("cjksearch: no excerpts yet", error); // the next scroll tries again
      return [];
    }
  }
}
