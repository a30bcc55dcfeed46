/** Text in, tokens and terms out: the browser's half of the analysis in ../analysis, tested on the same vectors. */

import { stem } from "./stemmer.js";

/** Terms of another version are other terms; see ANALYSIS_VERSION in analysis/__init__.py. */
export const ANALYSIS = 2;

const MAX_WORD = 48;
const MAX_PARTS = 16;

const CJK = "々〇ぁ-ゖ\\u3099\\u309aゝ-ゟァ-ヺー-ヿㄅ-ㄯㇰ-ㇿ㐀-䶿一-鿿가-힣\\u{20000}-\\u{323af}";
const LETTER = "0-9A-Za-zªµºÀ-ÖØ-öø-˿Ͱ-\\u1fffⰀ-ⷿ\\ua000-\\uabff\\u{10000}-\\u{1efff}";
const DROPPED = /[\u0300-\u036f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff\u{e0000}-\u{e0fff}]+/gu;
const TOKEN = new RegExp(`([${CJK}]+)|[${LETTER}]+(?:[._-][${LETTER}]+)*(?:(?:\\+\\+|#)(?![${LETTER}]))?`, "gu");
// What normalises alone: a run of characters of one UTF-16 unit that each become one character (ASCII, Han, the
// punctuation of both), conjoining jamo, or a character with its marks.
const MARK = "\\p{M}\\u200d\\uff9e\\uff9f";
const EVEN = "\\0-\\x7f·–—‘-”、。《-】一-鿿！-～";
const PIECE = new RegExp(`([${EVEN}]+)(?![${MARK}])|[\\u1100-\\u115f][\\u1160-\\u11a7][\\u11a8-\\u11ff]?|.[${MARK}]*`, "gsu");
const FIELD = new RegExp(`[${LETTER}]+`, "gu");
// Digits; capitals up to the one that begins a word (HTTP|Server); a word with or without its capital.
const PART = /[0-9]+|[A-Z]+(?![^A-Z0-9])|[A-Z]?[^A-Z0-9]+/gu;

/**
 * @typedef {object} Token
 * @property {string} text the run, or the word in lower case without the connectors inside it
 * @property {string[]} parts of an identifier, in lower case; otherwise empty
 * @property {boolean} cjk
 * @property {number} start place in the normalised text, in UTF-16 units
 * @property {number} end
 */

/** @param {string} text @param {number} limit in characters */
const cut = (text, limit) => (text.length <= limit ? text : Array.from(text.slice(0, limit * 2)).slice(0, limit).join(""));

export class Analysis {
  /** @type {Map<string, string>} */
  #fold = new Map();

  /** @param {string} fold pairs of characters: traditional, simplified */
  constructor(fold) {
    const characters = Array.from(fold);
    for (let i = 0; i + 1 < characters.length; i += 2) this.#fold.set(characters[i], characters[i + 1]);
  }

  /**
   * Compatibility forms, accents, invisible characters and 繁体 become one spelling; case is kept.
   * @param {string} text
   */
  normalise(text) {
    // eslint-disable-next-line no-control-regex
    if (/^[\0-\x7f]*$/.test(text)) return text;
    return this.#folded(text.normalize("NFKD").replace(DROPPED, "").normalize("NFC"));
  }

  /**
   * Normalise, and say where each UTF-16 unit of the result comes from.
   * @param {string} text
   * @returns {{text: string, start: (at: number) => number, end: (at: number) => number}} `start` and `end` map
   *   the borders of a token of the result to those of the original
   */
  align(text) {
    let result = "";
    const from = [];
    const to = [];
    for (const { 0: taken, 1: even, index } of text.matchAll(PIECE)) {
      const piece = this.normalise(taken);
      const isEven = even !== undefined && piece.length === taken.length;
      for (let i = 0; i < piece.length; i++) {
        from.push(isEven ? index + i : index);
        to.push(isEven ? index + i + 1 : index + taken.length);
      }
      result += piece;
    }
    return { text: result, start: (at) => from[at], end: (at) => to[at - 1] };
  }

  /** @param {string} text */
  #folded(text) {
    let folded = "";
    for (const character of text) folded += this.#fold.get(character) ?? character;
    return folded;
  }

  /**
   * The tokens of a normalised text, in order.
   * @param {string} text
   * @returns {Generator<Token>}
   */
  *tokenise(text) {
    for (const match of text.matchAll(TOKEN)) {
      const place = { start: match.index, end: match.index + match[0].length };
      if (match[1] !== undefined) yield { text: match[1], parts: [], cjk: true, ...place };
      else yield { ...identifier(match[0]), cjk: false, ...place };
    }
  }
}

/**
 * The pieces of a token that are terms, with their places: pairs of a run (or its only character), or the word.
 * @param {Token} token
 * @returns {{term: string, start: number, end: number}[]}
 */
export function pieces(token) {
  if (!token.cjk) return [{ term: stem(token.text), start: token.start, end: token.end }];
  const characters = Array.from(token.text);
  if (characters.length === 1) return [{ term: token.text, start: token.start, end: token.end }];
  let at = token.start;
  return characters.slice(1).map((second, i) => {
    const start = at;
    at += characters[i].length;
    return { term: characters[i] + second, start, end: at + second.length };
  });
}

/** @param {string} found @returns {{text: string, parts: string[]}} */
function identifier(found) {
  const fields = found.match(FIELD) ?? [];
  const word = fields.join("").toLowerCase();
  const suffix = found.endsWith("++") ? "++" : found.endsWith("#") ? "#" : "";
  /** @type {Set<string>} */
  const parts = new Set();
  /** @param {string} piece */
  const add = (piece) => {
    // A single letter is not worth looking up, a digit is.
    if (Array.from(piece.slice(0, 3)).length > 1 || /[0-9]/.test(piece)) parts.add(cut(piece.toLowerCase(), MAX_WORD));
  };
  if (suffix) parts.add(cut(word, MAX_WORD));
  for (const field of fields.slice(0, MAX_PARTS)) {
    if (fields.length > 1) add(field);
    const split = cut(field, MAX_WORD * 4).match(PART) ?? [];
    if (split.length > 1) split.forEach(add);
  }
  return { text: cut(word, MAX_WORD) + suffix, parts: [...parts].slice(0, MAX_PARTS) };
}

/** The term of a lower-case word in this very form; nothing where its stem says as much. @param {string} word */
export const formOf = (word) => (/^[a-z]{4,}$/.test(word) && stem(word) !== word ? `${word}=` : "");
