// Marks on the page reached the words that led there, with a bar to clear them. Loaded where a hit has led only.
//
// Where the browser has highlights of its own, the page's elements stay as they are; else each word gets a <mark>.

import { element } from "./elements.js";

const LABELS = {
  "zh-Hans": { count: (n) => `标出了 ${n} 处`, clear: "取消标记" },
  "zh-Hant": { count: (n) => `標出了 ${n} 處`, clear: "取消標記" },
  en: { count: (n) => (n === 1 ? "1 match marked" : `${n} matches marked`), clear: "Clear marks" },
};
const NAME = "cjksearch";
const MOST = 1000; // places
const TEXT = ".md-content article, .md-content, main, [role=main], body"; // the first of these in the page
const SKIPPED = "script, style, noscript, textarea, select, button, svg, math, mjx-container, dialog, nav, [hidden], .headerlink";
const BLOCKS = "p, li, h1, h2, h3, h4, h5, h6, td, th, dt, dd, pre, figcaption, summary, blockquote, div, section, article, body";

let undo = () => {};

/** Take the marks of the page before away. */
export function clear() {
  undo();
  undo = () => {};
}

/**
 * Mark words on this page, and show the bar. Words that are not there leave no trace.
 * @param {string[]} words plain text @param {string} language of the bar @param {function()} forget called when cleared
 */
export function mark(words, language, forget) {
  clear();
  const ranges = find(words, textNodes());
  if (!ranges.length) return;
  const unmark = globalThis.Highlight && CSS.highlights ? highlight(ranges) : wrap(ranges);
  const labels = LABELS[language];
  const button = element("button", { type: "button" }, labels.clear);
  const count = element("span", { role: "status" });
  const bar = element("div", { class: "cjksearch-marks", lang: language, "data-search-exclude": true }, count, button);
  undo = () => {
    unmark();
    bar.remove();
  };
  button.addEventListener("click", () => {
    clear();
    forget();
  });
  document.body.append(bar);
  count.textContent = labels.count(new Set(ranges.map(({ match }) => match)).size); // into the live region once it is there
}

function textNodes() {
  const root = document.querySelector(TEXT.split(", ").find((name) => document.querySelector(name)));
  const accept = ({ parentElement }) => (parentElement.closest(SKIPPED) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT, accept);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  return nodes;
}

/** The places of words: ranges, each within one node; a word across several nodes is one `match`. */
function find(words, nodes) {
  const pattern = patternOf(words);
  if (!pattern) return [];
  let text = "";
  let block;
  const places = nodes.map((node) => {
    const own = node.parentElement.closest(BLOCKS);
    if (own !== block) text += "\n"; // no word crosses from one block to another
    block = own;
    const start = text.length;
    text += node.data;
    return { node, start, end: text.length };
  });
  const ranges = [];
  let at = 0;
  let number = 0;
  for (const match of text.matchAll(pattern)) {
    if (number++ === MOST) break;
    const end = match.index + match[0].length;
    while (places[at].end <= match.index) at++;
    for (let i = at; i < places.length && places[i].start < end; i++) {
      const { node, start } = places[i];
      const [from, to] = [Math.max(0, match.index - start), Math.min(node.length, end - start)];
      if (from < to) ranges.push({ match: number, node, from, to });
    }
  }
  return ranges;
}

/** Words as a pattern, the longest first. A Latin word begins where a word does, a short one also ends there. */
function patternOf(words) {
  const alternatives = [...words]
    .sort((a, b) => b.length - a.length)
    .map((word) => {
      const literal = word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&").replace(/\s+/g, "[ \\n]");
      const begins = /^[\p{Script=Latin}\d]/u.test(word) ? "(?<![\\p{Script=Latin}\\d])" : "";
      const ends = /^[\p{Script=Latin}\d]{1,2}$/u.test(word) ? "(?![\\p{Script=Latin}\\d])" : "";
      return begins + literal + ends;
    });
  return alternatives.length ? new RegExp(alternatives.join("|"), "giu") : undefined;
}

function highlight(ranges) {
  const marks = ranges.map(({ node, from, to }) => new StaticRange({ startContainer: node, startOffset: from, endContainer: node, endOffset: to }));
  CSS.highlights.set(NAME, new Highlight(...marks));
  return () => CSS.highlights.delete(NAME);
}

function wrap(ranges) {
  // From the end, so that the offsets of what comes before stay right.
  const marks = [...ranges].reverse().map(({ node, from, to }) => {
    const word = node.splitText(from);
    word.splitText(to - from);
    const made = element("mark", { class: "cjksearch-mark" });
    word.replaceWith(made);
    made.append(word);
    return made;
  });
  return () => {
    for (const made of marks) {
      const parent = made.parentNode;
      made.replaceWith(...made.childNodes);
      parent?.normalize();
    }
  };
}
