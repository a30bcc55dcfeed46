// Answers the dialog's questions with the engine; used by the worker, and by the page where no worker runs.
//
// Files are kept by the browser's own cache; why there is no service worker stands in ../README.md.

export class Service {
  #openIndex;
  #indexes = new Map();
  #taken = new Map(); // bytes by address, of files that the page has fetched already

  /** @param {function} open the engine's; given, so that the page has the engine's code only where it needs it */
  constructor(open) {
    this.#openIndex = open;
  }

  /** Take a file that was fetched ahead, if it was, for the first request for it. */
  take(file) {
    if (file) this.#taken.set(file.address, file.bytes);
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
      const opening = this.#openIndex(base, { fetch: (...what) => this.#fetch(...what) });
      this.#indexes.set(base, opening);
      opening.catch(() => this.#indexes.delete(base)); // a retry asks the network again
    }
    return this.#indexes.get(base);
  }

  async #fetch(address, options) {
    const bytes = this.#taken.get(address);
    if (!bytes) return request(address, options);
    this.#taken.delete(address);
    return new Response(bytes);
  }
}

/**
 * Fetch. A file whose name goes with its content comes from the browser's cache, however old it is; the one whose name
 * stays does where the network fails. An error that is in the cache is asked for anew.
 */
async function request(address, { cache } = {}) {
  try {
    const response = await (cache ? fetch(address, { cache }).catch(() => kept(address)) : kept(address));
    return response.ok || cache ? response : await fetch(address, { cache: "no-cache" });
  } catch (error) {
    // Browsers report a network that fails as a TypeError, which could be anything.
    throw Object.assign(new Error(error.message), { name: "NetworkError" });
  }
}

const kept = (address) => fetch(address, { cache: "force-cache" });
