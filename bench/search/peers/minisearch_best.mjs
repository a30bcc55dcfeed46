/**
 * MiniSearch at its strongest: any term may match, pairs of Han characters, Latin words by prefix and with errors,
 * scripts and Taiwan's words folded by OpenCC's phrases, in texts and in queries.
 */

import MiniSearch from "minisearch";
import { Converter } from "opencc-js/t2cn";

import { isHan, queryTerms, textTerms } from "./han.mjs";

const fold = Converter({ from: "twp", to: "cn" });

const OPTIONS = {
  fields: ["title", "titles", "text"],
  storeFields: ["title"],
  tokenize: (text) => textTerms(fold(text)),
  processTerm: (term) => term,
  searchOptions: {
    tokenize: (text) => queryTerms(fold(text)),
    combineWith: "OR",
    fuzzy: (term) => (isHan(term) || term.length < 4 ? false : 0.2),
    prefix: (term) => !isHan(term),
    boost: { title: 4, text: 2, titles: 1 },
  },
};

export function create(sections) {
  const index = new MiniSearch(OPTIONS);
  index.addAll(
    sections.map(({ url, title, heading, text }) => ({
      id: url,
      title: heading,
      titles: heading === title ? "" : title,
      text,
    })),
  );
  return index;
}

export const load = (json) => MiniSearch.loadJS(json, OPTIONS);

export const search = (index, query, limit) =>
  index.search(query).slice(0, limit).map(({ id, title }) => ({ url: id, title }));
