/** Pagefind through its own API, as its interface calls it. */

let pagefind;
let answered = [];

export async function open() {
  pagefind = await import(new URL("pagefind/pagefind.js", import.meta.url).href);
  await pagefind.options({ baseUrl: "/" });
  await pagefind.init();
}

/** The section that its interface shows first: the one with most matches. */
function section({ url, sub_results: sections }) {
  const [first] = [...sections].sort((one, other) => other.locations.length - one.locations.length);
  return first?.url ?? url;
}

export async function titles(query, limit) {
  const { results } = await pagefind.search(query);
  answered = await Promise.all(results.slice(0, limit).map((result) => result.data()));
  return answered.map((data) => ({ url: section(data), title: data.meta.title }));
}

export async function excerpt() {
  return answered[0]?.excerpt;
}
