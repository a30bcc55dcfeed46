// What the browser keeps for the reader: the last query until its tab is closed, and the queries that led somewhere.
// Nothing of it leaves the browser. Where storage is forbidden or full, nothing is kept, and nothing else changes.

const MOST_RECENT = 8;

export class Memory {
  #key;

  /** @param {string} path of the site: several may share an origin */
  constructor(path) {
    this.#key = `cjksearch:${path}`;
  }

  /** @returns {{query: string, chosen: Record<string, string[]>, isOpen: boolean}} `isOpen` is of the filters */
  recall() {
    return { query: "", chosen: {}, isOpen: false, ...read("sessionStorage", this.#key) };
  }

  keep(query, { chosen, isOpen }) {
    write("sessionStorage", this.#key, { query, chosen, isOpen });
  }

  /** Queries that led somewhere, the latest first. @returns {string[]} */
  recent() {
    const kept = read("localStorage", this.#key);
    return Array.isArray(kept) ? kept.filter((query) => typeof query === "string").slice(0, MOST_RECENT) : [];
  }

  remember(query) {
    write("localStorage", this.#key, [query, ...this.recent().filter((other) => other !== query)].slice(0, MOST_RECENT));
  }

  forget() {
    write("localStorage", this.#key, []);
  }
}

function read(storage, key) {
  try {
    return JSON.parse(window[storage].getItem(key));
  } catch {
    return undefined; // forbidden, or something else has written there
  }
}

function write(storage, key, value) {
  try {
    window[storage].setItem(key, JSON.stringify(value));
  } catch {
    // Forbidden or full: forgotten with the page.
  }
}
