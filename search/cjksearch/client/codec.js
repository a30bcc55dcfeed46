/** Bytes of the format, read; see FORMAT.md. */

const GZIP = 0x1f;
const TERM_BLOCK = 0x01;
const UTF8 = new TextDecoder();

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

/**
 * One term of a block.
 * @typedef {object} Entry
 * @property {number} weight what the term is worth in a query
 * @property {Uint32Array} units numbers of the units it occurs in, ascending
 * @property {Uint8Array} impacts how much it says about each of them, 1 … 15
 * @property {[string, string][]} rules (wording that begins with the term, other wording)
 */

/**
 * Read a term block.
 * @param {Uint8Array} bytes
 * @returns {Map<string, Entry>}
 * @throws {Error} The bytes are no term block.
 */
export function readTerms(bytes) {
  if (bytes[0] !== TERM_BLOCK) throw new Error("cjksearch: not a term block");
  let at = 1;
  const varint = () => {
    let value = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = bytes[at++];
      value += (byte & 0x7f) * shift;
      if (!(byte & 0x80)) return value;
    }
  };
  const length = varint();
  const terms = length ? UTF8.decode(bytes.subarray(at, at + length)).split("\n") : [];
  at += length;
  /** @type {Map<string, Entry>} */
  const entries = new Map();
  for (const term of terms) {
    const count = varint();
    if (count > bytes.length - at) throw new Error("the term block is cut off"); // each unit takes a byte or more
    const weight = bytes[at++];
    const units = new Uint32Array(count);
    const impacts = new Uint8Array(count);
    for (let i = 0, unit = -1; i < count; i++) units[i] = unit += varint() + 1;
    for (let i = 0; i < count; i++) impacts[i] = i & 1 ? bytes[at++] >> 4 : bytes[at] & 15;
    if (count & 1) at++;
    entries.set(term, { weight, units, impacts, rules: [] });
  }
  if (at > bytes.length) throw new Error("the term block is cut off");
  if (at < bytes.length) {
    for (const [term, rules] of Object.entries(readJson(bytes.subarray(at)))) {
      const entry = entries.get(term);
      if (entry) entry.rules = rules;
    }
  }
  return entries;
}
