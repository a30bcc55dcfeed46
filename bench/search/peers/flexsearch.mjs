/** FlexSearch: a Document with title and text, pairs of Han characters, every term required as it is by default. */

import { Document } from "flexsearch";

import { queryTerms, textTerms } from "./han.mjs";

const options = (encode) => ({
  document: { id: "id", index: ["title", "text"].map((field) => ({ field, tokenize: "strict", encode })) },
});

export async function create(sections) {
  const index = new Document(options(textTerms));
  sections.forEach(({ title, heading, text }, id) => index.add({ id, title: `${title} ${heading}`, text }));
  const parts = {};
  await index.export((key, data) => {
    parts[key] = data;
  });
  return { parts, hits: sections.map(({ url, title }) => [url, title]) };
}

export function load({ parts, hits }) {
  const index = new Document(options(queryTerms));
  for (const [key, data] of Object.entries(parts)) index.import(key, data);
  return { index, hits };
}

/** Hits in titles stand before those in texts: that is its order of fields. */
export function search({ index, hits }, query, limit) {
  const ids = index.search(query, { limit }).flatMap(({ result }) => result);
  return [...new Set(ids)].slice(0, limit).map((id) => ({ url: hits[id][0], title: hits[id][1] }));
}
