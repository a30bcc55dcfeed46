/** The client of an engine that loads its whole index; excerpts are read from the page, as VitePress does. */

export function client({ load, search }) {
  let index;
  let answered = [];
  return {
    async open() {
      index = await load(await (await fetch(new URL("index.json", import.meta.url))).json());
    },
    async titles(query, limit) {
      answered = search(index, query, limit);
      return answered;
    },
    async excerpt() {
      if (!answered.length) return undefined;
      const [page, anchor] = answered[0].url.split("#");
      const text = await (await fetch(new URL(`/pages/${page}`, location.href))).text();
      const heading = new DOMParser().parseFromString(text, "text/html");
      return (heading.getElementById(anchor ?? "") ?? heading.querySelector("h1")).nextElementSibling?.textContent;
    },
  };
}
