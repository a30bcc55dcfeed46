// Answers the dialog's questions with the engine; used by the worker, and by the page where no worker runs.

import { open } from "./engine.js";

export class Service {
  #indexes = new Map();

  /** Search the index at `base`, which is opened once; without a query, say what one can filter by. */
  async answer(base, query, options) {
    const index = await this.#open(base);
    return query === undefined ? { facets: index.facets } : index.search(query, options);
  }

  #open(base) {
    if (!this.#indexes.has(base)) {
      const opening = open(base);
      this.#indexes.set(base, opening);
      opening.catch(() => this.#indexes.delete(base)); // a retry asks the network again
    }
    return this.#indexes.get(base);
  }
}
