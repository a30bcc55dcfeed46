// Takes the words that a hit has left for the page that it leads to, see leave.js.
//
// Kept as lines: the page's path, then the words. A tab has its own; what is for a new tab waits until a page takes it.

const KEY = "cjksearch-words";

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
