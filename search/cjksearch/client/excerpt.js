/** Marks what was found, and cuts the excerpt that shows most of it. */

import { pieces } from "./analysis.js";
import { stem } from "./stemmer.js";

/** UTF-16 units of an excerpt, and how far it may reach back to begin at a sentence. */
const WIDTH = 150;
const REACH = 40;
/** Stands for the end of a block, so that lines of code and cells of a table stay apart: an em space. */
const BREAK = "\u2003";

/** @typedef {[number, number]} Range from and to, in UTF-16 units */
/** @typedef {{start: number, end: number, term: string}} Match */

/**
 * The places where one of `terms` is found. The analysis is that of the index, so a Simplified query finds
 * Traditional text, and a stem its inflected forms.
 * @param {string} text @param {Map<string, number>} terms weight by term
 * @param {import("./analysis.js").Analysis} analysis
 * @returns {Match[]} in order
 */
export function matches(text, terms, analysis) {
  /** @type {Match[]} */
  const found = [];
  const aligned = analysis.align(text);
  /** @param {string} term @param {number} start @param {number} end */
  const add = (term, start, end) => found.push({ term, start: aligned.start(start), end: aligned.end(end) });
  for (const token of analysis.tokenise(aligned.text)) {
    if (token.cjk) {
      let at = token.start;
      for (const character of token.text) {
        if (terms.has(character)) add(character, at, at + character.length);
        at += character.length;
      }
    }
    for (const { term, start, end } of pieces(token)) if (term.length > 1 || !token.cjk) if (terms.has(term)) add(term, start, end);
    // An identifier is marked as a whole when one of its parts is what was looked for.
    const part = token.parts.map(stem).find((term) => terms.has(term));
    if (part !== undefined && !terms.has(stem(token.text))) add(part, token.start, token.end);
  }
  return found.sort((a, b) => a.start - b.start || a.end - b.end);
}

/** @param {Match[]} found @returns {Range[]} without overlaps, neighbours joined */
export function ranges(found) {
  /** @type {Range[]} */
  const joined = [];
  for (const { start, end } of found) {
    const last = joined.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
  }
  return joined;
}

/**
 * The part of a text that shows most of what was looked for.
 * @param {string} text @param {Map<string, number>} terms @param {import("./analysis.js").Analysis} analysis
 * @returns {{excerpt: string, marks: Range[]}}
 */
export function excerpt(text, terms, analysis) {
  const found = matches(text, terms, analysis);
  const begin = beginning(text, bestWindow(found, terms));
  const end = ending(text, begin + WIDTH);
  const lead = begin > 0 ? "…" : "";
  const shown = text.slice(begin, end).trimEnd();
  const inside = found.filter((match) => match.start >= begin && match.end <= begin + shown.length);
  return {
    excerpt: lead + shown.replaceAll("\n", BREAK) + (begin + shown.length < text.trimEnd().length ? "…" : ""),
    marks: ranges(inside).map(([from, to]) => [from - begin + lead.length, to - begin + lead.length]),
  };
}

/** Where the window begins whose distinct terms weigh most. @param {Match[]} found @param {Map<string, number>} terms */
function bestWindow(found, terms) {
  /** @type {Map<string, number>} */
  const inside = new Map();
  let weight = 0;
  let best = -1;
  let begin = 0;
  for (let left = 0, right = 0; left < found.length; left++) {
    for (; right < found.length && found[right].end <= found[left].start + WIDTH - REACH; right++) {
      const { term } = found[right];
      const times = inside.get(term) ?? 0;
      inside.set(term, times + 1);
      // Again is worth something too, but less than another term.
      weight += (terms.get(term) ?? 0) * (times ? 0.05 : 1);
    }
    if (weight > best + 1e-9) [best, begin] = [weight, found[left].start];
    const { term } = found[left];
    const times = inside.get(term) ?? 1;
    inside.set(term, times - 1);
    weight -= (terms.get(term) ?? 0) * (times > 1 ? 0.05 : 1);
    if (right <= left) [right, weight] = [left + 1, 0];
  }
  return begin;
}

/** @param {string} text @param {number} at */
function beginning(text, at) {
  const from = Math.max(0, at - REACH);
  if (at - REACH <= 0) return 0;
  const before = text.slice(from, at);
  const sentence = Math.max(...["。", "！", "？", "；", "\n", ". "].map((mark) => before.lastIndexOf(mark) + mark.length));
  if (sentence > 1) return from + skipSpace(text.slice(from + sentence, at), sentence);
  const space = before.slice(0, REACH / 2).lastIndexOf(" ");
  const cut = space >= 0 ? from + space + 1 : from;
  return isTrail(text.charCodeAt(cut)) ? cut + 1 : cut;
}

/** @param {string} rest @param {number} at */
const skipSpace = (rest, at) => at + (rest.length - rest.trimStart().length);

/** @param {string} text @param {number} at */
function ending(text, at) {
  if (at >= text.length) return text.length;
  // A Latin word is not cut in two where a space is near.
  if (/[A-Za-z0-9]/.test(text[at]) && /[A-Za-z0-9]/.test(text[at - 1])) {
    const space = text.slice(at - 16, at).lastIndexOf(" ");
    if (space >= 0) return at - 16 + space;
  }
  return isTrail(text.charCodeAt(at)) ? at - 1 : at;
}

/** @param {number} unit */
const isTrail = (unit) => unit >= 0xdc00 && unit <= 0xdfff;
