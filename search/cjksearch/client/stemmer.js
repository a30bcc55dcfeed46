/**
 * English stems: the Snowball "english" (Porter2) algorithm as of Snowball 3.1,
 * https://snowballstem.org/algorithms/english/stemmer.html. The build uses the reference implementation;
 * both are tested on the same words.
 */

const SPECIAL = new Map(Object.entries({
  andes: "andes", atlas: "atlas", bias: "bias", cosmos: "cosmos", early: "earli", gently: "gentl", howe: "howe",
  idly: "idl", news: "news", only: "onli", singly: "singl", skies: "sky", skis: "ski", sky: "sky", ugly: "ugli",
}));

/** @param {string} rules "suffix:replacement" separated by spaces. @returns {[string, string][]} longest first */
const table = (rules) => rules.split(" ").map((rule) => /** @type {[string, string]} */ (rule.split(":")))
  .sort((a, b) => b[0].length - a[0].length);

const STEP_2 = table("anci:ance enci:ence ogi:og li: bli:ble abli:able alli:al fulli:ful lessli:less ousli:ous " +
  "entli:ent aliti:al biliti:ble iviti:ive tional:tion ational:ate alism:al ation:ate ization:ize izer:ize " +
  "ator:ate iveness:ive fulness:ful ousness:ous ogist:og");
const STEP_3 = table("icate:ic ative: alize:al iciti:ic ical:ic tional:tion ational:ate ful: ness:");
const STEP_4 = table("ic: ance: ence: able: ible: ate: ive: ize: iti: al: ism: ion: er: ous: ant: ent: ment: ement:");

/** @param {string} word @param {[string, string][]} rules */
const longest = (word, rules) => rules.find(([suffix]) => word.endsWith(suffix));

/** Whether the word ends in a short syllable. @param {string} word */
const endsShort = (word) => /[^aeiouy][aeiouy][^aeiouywxY]$|^[aeiouy][^aeiouy]$|past$/.test(word);

/** @param {string} word @returns {string} */
function plural(word) {
  if (word.endsWith("sses")) return word.slice(0, -2);
  if (/ie[ds]$/.test(word)) return word.slice(0, word.length > 4 ? -2 : -1);
  return /[^us]s$/.test(word) && /[aeiouy]/.test(word.slice(0, -2)) ? word.slice(0, -1) : word;
}

/** @param {string} word @param {number} p1 @returns {string} */
function participle(word, p1) {
  const found = /(?:eedly|eed|edly|ed|ingly|ing)$/.exec(word);
  if (!found) return word;
  const [suffix] = found;
  const rest = word.slice(0, -suffix.length);
  if (suffix.startsWith("eed")) {
    return rest.length < p1 || /^(?:succ|proc|exc)$/.test(rest) ? word : rest + "ee";
  }
  if (suffix === "ing") {
    if (/^[^aeiouy]y$/.test(rest)) return rest[0] + "ie";
    if (/^(?:even|cann|inn|earr|herr|out)$/.test(rest)) return word;
  }
  if (!/[aeiouy]/.test(rest)) return word;
  if (/(?:at|bl|iz)$/.test(rest)) return rest + "e";
  if (/(?:bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(rest)) return /^[aeo]..$/.test(rest) ? rest : rest.slice(0, -1);
  return rest.length === p1 && endsShort(rest) ? rest + "e" : rest;
}

/**
 * The stem of a lower-case word of three or more ASCII letters; anything else comes back unchanged.
 * @param {string} word
 * @returns {string}
 */
export function stem(word) {
  if (!/^[a-z]{3,}$/.test(word)) return word;
  const special = SPECIAL.get(word);
  if (special) return special;

  // A y that is a consonant is written Y.
  let w = word.replace(/^y/, "Y").replace(/([aeiouy])y/g, "$1Y");
  const start = /^(?:arsen|commun|emerg|gener|inter|later|organ|past|univers)/.exec(w) ?? /^[^aeiouy]*[aeiouy]+[^aeiouy]/.exec(w);
  const p1 = start ? start[0].length : w.length;
  const second = /^[^aeiouy]*[aeiouy]+[^aeiouy]/.exec(w.slice(p1));
  const p2 = second ? p1 + second[0].length : w.length;

  w = participle(plural(w), p1);
  if (w.length > 2 && /[^aeiouy][yY]$/.test(w)) w = w.slice(0, -1) + "i";
  w = derived(w, p1, p2);
  return w.replace(/Y/g, "y");
}

/** Steps 2 to 5. @param {string} word @param {number} p1 @param {number} p2 */
function derived(word, p1, p2) {
  let w = word;
  let rule = longest(w, STEP_2);
  if (rule) {
    const rest = w.slice(0, -rule[0].length);
    const fits = rule[0] === "ogi" ? rest.endsWith("l") : rule[0] !== "li" || /[cdeghkmnrt]$/.test(rest);
    if (rest.length >= p1 && fits) w = rest + rule[1];
  }
  rule = longest(w, STEP_3);
  if (rule) {
    const rest = w.slice(0, -rule[0].length);
    if (rest.length >= (rule[0] === "ative" ? p2 : p1)) w = rest + rule[1];
  }
  rule = longest(w, STEP_4);
  if (rule) {
    const rest = w.slice(0, -rule[0].length);
    if (rest.length >= p2 && (rule[0] !== "ion" || /[st]$/.test(rest))) w = rest;
  }
  const rest = w.slice(0, -1);
  if (w.endsWith("e")) {
    if (rest.length >= p2 || (rest.length >= p1 && !endsShort(rest))) w = rest;
  } else if (w.endsWith("ll") && rest.length >= p2) w = rest;
  return w;
}
