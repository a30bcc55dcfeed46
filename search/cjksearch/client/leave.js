// Leaves the words of a hit for the page that it leads to, see handover.js. They stay in the browser: no address bears them.

const KEY = "cjksearch-words";
const MOST_WORDS = 20;
const LONGEST_WORD = 60;

/** @param {string} address of the page @param {string[]} words @param {boolean} elsewhere in a new tab */
export function leave(address, words, elsewhere) {
  const lines = [new URL(address).pathname, ...words.slice(0, MOST_WORDS).map((word) => word.slice(0, LONGEST_WORD))];
  try {
    (elsewhere ? localStorage : sessionStorage).setItem(KEY, lines.join("\n"));
  } catch {
    // Storage is refused: nothing is marked.
  }
}
