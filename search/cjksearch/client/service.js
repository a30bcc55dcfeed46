// Answers the dialog's questions with the engine; used by the worker, and by the page where no worker runs.

export class Service {
  #openIndex;
  #indexes = new Map();

  /** @param {function} open the engine's; given, so that the page has the engine's code only where it needs it */
  constructor(open) {
    this.#openIndex = open;
  }

  /**
   * Search the index at `base`, which is opened once; without a query, say what one can filter by.
   * `onTitles` is called with the result while its excerpts are still being fetched.
   */
  async answer(base, query, options, onTitles) {
    const index = await this.#open(base);
    return query === undefined ? { facets: index.facets } : index.search(query, { ...options, onTitles });
  }

  #open(base) {
    if (!this.#indexes.has(base)) {
      const opening = this.#openIndex(base, { fetch: request });
      this.#indexes.set(base, opening);
      opening.catch(() => this.#indexes.delete(base)); // a retry asks the network again
    }
    return this.#indexes.get(base);
  }
}

/** Fetch; browsers report a network that fails as a TypeError, which could be anything. */
async function request(...what) {
  try {
    return await fetch(...what);
  } catch (error) {
    throw Object.assign(new Error(error.message), { name: "NetworkError" });
  }
}
