/** Files of the index, fetched once each. */

import { inflate, readBase64, readJson, readTail, readTerms } from "./codec.js";
import { readDirectory } from "./directory.js";

export const FORMAT = 2;
const MANIFEST = "cjksearch.json";
const FOLDER = /^[0-9a-f]{12}$/;
const LESS_THAN = 0x3c;

/** The site was published anew while the page was open: a file that the manifest named is gone. */
export class IndexChangedError extends Error {}

/** The index is not one that this client reads, damaged, or not there. */
export class IndexError extends Error {}

export class Source {
  #base;
  #fetch;
  #folder = "";
  /** @type {Map<string, Promise<any>>} */
  #files = new Map();

  /** @param {string} base address of the index @param {typeof globalThis.fetch} fetch */
  constructor(base, fetch) {
    this.#base = base.endsWith("/") ? base : `${base}/`;
    this.#fetch = fetch;
  }

  /**
   * Read the manifest with the directory; nothing else can be read before.
   * @param {number} analysis version of the client's analysis
   * @param {Promise<Response>} [manifest] one that is under way already
   * @returns {Promise<{units: number, directory: import("./directory.js").Directory}>}
   */
  async open(analysis, manifest) {
    // The manifest is the one file whose name stays, so it must be asked for anew.
    const ask = () => this.#fetch(this.#base + MANIFEST, { cache: "no-cache" });
    const response = await (manifest?.catch(ask) ?? ask());
    if (!response.ok) throw new IndexError(`No search index at ${this.#base} (status ${response.status}).`);
    let written;
    try {
      written = await response.json();
    } catch {
      throw new IndexError(`${this.#base}${MANIFEST} is not JSON: this is no search index.`);
    }
    if (written?.format !== "cjksearch") throw new IndexError(`${this.#base}${MANIFEST} is no search index.`);
    for (const [name, own] of /** @type {[string, number][]} */ ([["version", FORMAT], ["analysis", analysis]])) {
      if (written[name] !== own) {
        throw new IndexError(
          `The search index has ${name} ${written[name]}, this client reads ${name} ${own}. ` +
            "Build the site and its index with one release of cjksearch.",
        );
      }
    }
    if (!FOLDER.test(written.folder)) throw new IndexError(`${this.#base}${MANIFEST} names no folder.`);
    this.#folder = `${this.#base}${written.folder}/`;
    try {
      return { units: written.units, directory: readDirectory(readJson(await inflate(readBase64(written.directory)))) };
    } catch (error) {
      throw unreadable(MANIFEST, /** @type {Error} */ (error).message);
    }
  }

  /** @param {string} name @returns {Promise<any>} */
  json(name) {
    return this.#read(name, (bytes) => shaped(name, readJson(bytes)));
  }

  /** @param {number} block @returns {Promise<Map<string, import("./codec.js").Entry>>} */
  terms(block) {
    return this.#read(`t/${block}.bin`, readTerms);
  }

  /** @param {number} number @returns {Promise<import("./codec.js").Postings>} */
  tail(number) {
    return this.#read(`l/${number}.bin`, readTail);
  }

  /** @template T @param {string} name @param {(bytes: Uint8Array) => T} decode @returns {Promise<T>} */
  #read(name, decode) {
    let file = this.#files.get(name);
    if (!file) {
      file = this.#load(name, decode);
      this.#files.set(name, file);
      file.catch(() => this.#files.delete(name)); // a retry asks the network again
    }
    return file;
  }

  /** @template T @param {string} name @param {(bytes: Uint8Array) => T} decode @returns {Promise<T>} */
  async #load(name, decode) {
    const response = await this.#fetch(this.#folder + name);
    if (response.status === 404) throw new IndexChangedError(`${name} is gone from the search index.`);
    if (!response.ok) throw new IndexError(`${name} of the search index: status ${response.status}.`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    try {
      return decode(await inflate(bytes));
    } catch (error) {
      const reason = bytes[0] === LESS_THAN ? "the host answered with a page of HTML" : /** @type {Error} */ (error).message;
      throw unreadable(name, reason);
    }
  }
}

/** @param {string} name @param {string} reason */
const unreadable = (name, reason) =>
  new IndexError(`${name} of the search index cannot be read: ${reason}. Publish all files of the index anew.`);

/** @type {Record<string, (value: any) => boolean>} by the first letter of a file's name, what it must hold */
const SHAPES = {
  f: (value) => Object.values(value).every((runs) => Object.values(runs).every(Array.isArray)),
  r: (value) => Object.values(value).every((readings) => typeof readings === "string"),
  s: (value) => Object.values(value).every((pairs) => typeof pairs === "string"),
  u: (value) => Array.isArray(value?.r),
  w: (value) => typeof value?.[0] === "string" && Array.isArray(value[1]),
  x: (value) => Array.isArray(value) && value.every((text) => typeof text === "string"),
};

/** Return the content of a file; one of another kind must not be taken for it. @param {string} name @param {any} value */
function shaped(name, value) {
  if (!(SHAPES[name[0]]?.(value) ?? true)) throw new Error("it is another file");
  return value;
}

/**
 * The number of the block that holds `key`: as many as there are separators not above it.
 * @param {string[]} separators ascending
 * @param {string} key
 */
export function blockOf(separators, key) {
  let low = 0;
  let high = separators.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (separators[middle] <= key) low = middle + 1;
    else high = middle;
  }
  return low;
}
