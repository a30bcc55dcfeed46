// Hands the words of a hit to the page that it leads to. They stay in the browser: no address bears them.
//
// Kept as lines: the page's path, then the words. A tab has its own; what is for a new tab waits until a page takes it.

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

/** The words left for this page. */
export function take() {
  try {
    const isHere = (kept) => kept?.split("\n", 1)[0] === location.pathname;
    const waiting = localStorage.getItem(KEY);
    if (isHere(waiting)) {
      localStorage.removeItem(KEY);
      sessionStorage.setItem(KEY, waiting);
    }
    const kept = sessionStorage.getItem(KEY);
    return isHere(kept) ? kept.split("\n").slice(1) : [];
  } catch {
    return [];
  }
}

/** Forget them: the page is no longer to be marked. */
export function drop() {
  sessionStorage.removeItem(KEY);
}
