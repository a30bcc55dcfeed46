// Keeps the last query and filters until the browser's tab is closed.

export class Memory {
  #key;

  /** @param {string} path of the site: several may share an origin */
  constructor(path) {
    this.#key = `cjksearch:${path}`;
  }

  /** @returns {{query: string, chosen: Record<string, string[]>}} */
  recall() {
    const empty = { query: "", chosen: {} };
    try {
      return { ...empty, ...JSON.parse(sessionStorage.getItem(this.#key)) };
    } catch {
      return empty; // storage is forbidden, or something else has written there
    }
  }

  keep(query, chosen) {
    try {
      sessionStorage.setItem(this.#key, JSON.stringify({ query, chosen }));
    } catch {
      // Storage is full or forbidden: the query is forgotten with the page, and nothing else depends on it.
    }
  }
}
