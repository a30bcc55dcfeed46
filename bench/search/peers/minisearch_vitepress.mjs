/** MiniSearch with the options of VitePress 1.6's local search. */

import MiniSearch from "minisearch";

const OPTIONS = {
  fields: ["title", "titles", "text"],
  storeFields: ["title", "titles"],
  searchOptions: { fuzzy: 0.2, prefix: true, boost: { title: 4, text: 2, titles: 1 } },
};

export function create(sections) {
  const index = new MiniSearch(OPTIONS);
  index.addAll(
    sections.map(({ url, title, heading, text }) => ({
      id: url,
      title: heading,
      titles: heading === title ? [] : [title],
      text,
    })),
  );
  return index;
}

export const load = (json) => MiniSearch.loadJS(json, OPTIONS);

export const search = (index, query, limit) =>
  index.search(query).slice(0, limit).map(({ id, title }) => ({ url: id, title }));
