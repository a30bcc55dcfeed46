/** Terms of text for engines that bring none for Chinese: pairs of Han characters, and words of other letters. */

const RUNS = /\p{sc=Han}+|(?:(?!\p{sc=Han})[\p{L}\p{N}])+/gu;
const HAN = /^\p{sc=Han}/u;

/** The runs of Han characters and of other letters in a text, in lower case. */
const runs = (text) => text.normalize("NFKC").toLowerCase().match(RUNS) ?? [];

function pairs(run) {
  const characters = [...run];
  return characters.length === 1 ? characters : characters.slice(1).map((own, i) => characters[i] + own);
}

/** Terms of a query. */
export const queryTerms = (text) => runs(text).flatMap((run) => (HAN.test(run) ? pairs(run) : [run]));

/** Terms of a text: each character too, so that a query of one is answered. */
export const textTerms = (text) =>
  runs(text).flatMap((run) => {
    if (!HAN.test(run)) return [run];
    const characters = [...run];
    return characters.length === 1 ? characters : [...characters, ...pairs(run)];
  });

export const isHan = (term) => HAN.test(term);
