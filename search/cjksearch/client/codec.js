/** Bytes of the format, read; see FORMAT.md. */

const GZIP = 0x1f;
const TERM_BLOCK = 0x02;
const TAIL = 0x03;
const UTF8 = new TextDecoder();
const FIRST_NUMBER = 0x20;
const SURROGATES = [0xd800, 0xe000];

/**
 * Inflate a file of the index. Bytes that a host has inflated already come back as they are: no file of the
 * format begins with gzip's first byte.
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @returns {Promise<Uint8Array>}
 */
export async function inflate(bytes) {
  if (bytes[0] !== GZIP) return bytes;
  const inflated = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(inflated).arrayBuffer());
}

/** @param {Uint8Array} bytes @returns {any} */
export const readJson = (bytes) => JSON.parse(UTF8.decode(bytes));

/** @param {string} text in Base64 */
export const readBase64 = (text) => Uint8Array.from(atob(text), (byte) => byte.charCodeAt(0));

/** The numbers that characters stand for. @param {string} text */
export function readNumbers(text) {
  return Array.from(text, (character) => {
    const code = /** @type {number} */ (character.codePointAt(0));
    return code - FIRST_NUMBER - (code < SURROGATES[0] ? 0 : SURROGATES[1] - SURROGATES[0]);
  });
}

/** The sums of steps: where each leads. @param {number[]} steps */
export function sums(steps) {
  let sum = 0;
  return steps.map((step) => (sum += step));
}

/** @param {number} number 0, 1, 2, 3, 4 … for 0, -1, 1, -2, 2 … */
export const unzigzag = (number) => (number & 1 ? -(number + 1) / 2 : number / 2);

/**
 * The FNV-1a hash of 32 bits over a term's UTF-16 units.
 * @param {string} term
 */
export function hashOf(term) {
  let value = 0x811c9dc5;
  for (let i = 0; i < term.length; i++) value = Math.imul(value ^ term.charCodeAt(i), 0x01000193);
  return value >>> 0;
}

/**
 * @typedef {object} Postings
 * @property {Uint32Array} units numbers of units, ascending
 * @property {Uint8Array} impacts how much a term says about each of them, 1 … 15
 */

/**
 * Another wording of what a query may say from a term on: units that have all its terms, those of highest impact.
 * `kind` says how the two are related: 0 regional, 1 a translation, 2 a synonym.
 * @typedef {Postings & {wording: string, other: string, kind: number, weight: number}} Other
 */

/**
 * One term of a block, with its units of highest impact: its head.
 * @typedef {object} Own
 * @property {number} weight what the term is worth in a query
 * @property {number} left how many units the head lacks
 * @property {number} greatest the highest impact in these
 * @property {number} tail number of the file that has these; -1 if there is none
 * @property {Other[]} others
 */
/** @typedef {Postings & Own} Entry */

/**
 * Read a term block.
 * @param {Uint8Array} bytes
 * @returns {Map<string, Entry>}
 * @throws {Error} The bytes are no term block.
 */
export function readTerms(bytes) {
  const reader = new Reader(bytes, TERM_BLOCK);
  const written = reader.text();
  const heads = (written ? written.split("\n") : []).map((term) => {
    const count = reader.varint();
    const weight = reader.byte();
    const [left, greatest, tail] = count & 1 ? [reader.varint(), reader.byte(), reader.varint() - 1] : [0, 0, -1];
    return { term, count: count >> 1, own: { weight, left, greatest, tail } };
  });
  const units = heads.map(({ count }) => reader.units(count));
  const impacts = heads.map(({ count }) => reader.impacts(count));
  /** @type {Entry[]} */
  const entries = heads.map(({ own }, i) => ({ ...own, units: units[i], impacts: impacts[i], others: [] }));
  for (let i = -1; !reader.ended; ) {
    i += reader.varint() + 1;
    const others = Array.from({ length: reader.count() }, () => reader.other());
    entries[i].others = others;
  }
  return new Map(heads.map(({ term }, i) => [term, entries[i]]));
}

/** Read what a head lacks. @param {Uint8Array} bytes @returns {Postings} */
export function readTail(bytes) {
  const reader = new Reader(bytes, TAIL);
  const found = reader.postings();
  if (!reader.ended) throw new Error("it goes on where it should end");
  return found;
}

class Reader {
  #bytes;
  #at = 1;

  /** @param {Uint8Array} bytes @param {number} mark the first of them */
  constructor(bytes, mark) {
    if (bytes[0] !== mark) throw new Error("it is another file");
    this.#bytes = bytes;
  }

  get ended() {
    if (this.#at > this.#bytes.length) throw new Error("it is cut off");
    return this.#at === this.#bytes.length;
  }

  byte() {
    return this.#bytes[this.#at++];
  }

  varint() {
    let value = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = this.#bytes[this.#at++];
      value += (byte & 0x7f) * shift;
      if (!(byte & 0x80)) return value;
    }
  }

  /** A number of things that take a byte or more each. */
  count() {
    return this.#fits(this.varint());
  }

  text() {
    const length = this.count();
    return UTF8.decode(this.#bytes.subarray(this.#at, (this.#at += length)));
  }

  /** @param {number} count */
  units(count) {
    const units = new Uint32Array(this.#fits(count));
    for (let i = 0, unit = -1; i < count; i++) units[i] = unit += this.varint() + 1;
    return units;
  }

  /** @param {number} count */
  impacts(count) {
    const impacts = new Uint8Array(count);
    const bytes = this.#bytes;
    const at = this.#at;
    for (let i = 0; i < count; i++) impacts[i] = (bytes[at + (i >> 1)] >> (i & 1 ? 4 : 0)) & 15;
    this.#at += (count + 1) >> 1;
    return impacts;
  }

  postings() {
    const count = this.varint();
    return { units: this.units(count), impacts: this.impacts(count) };
  }

  /** @returns {Other} */
  other() {
    const [wording, other] = this.text().split("\n");
    return { wording, other, kind: this.byte(), weight: this.varint(), ...this.postings() };
  }

  /** @param {number} count */
  #fits(count) {
    if (count > this.#bytes.length - this.#at) throw new Error("it is cut off");
    return count;
  }
}
