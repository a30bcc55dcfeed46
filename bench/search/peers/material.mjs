/** Material's own worker, spoken to as its pages do; the bytes of the theme's other scripts are not counted. */

const SETUP = 0;
const QUERY = 2;
let worker;
let answered = [];

/** One message to the worker, and its answer. */
function send(type, data) {
  return new Promise((resolve, reject) => {
    worker.onmessage = (event) => resolve(event.data.data);
    worker.onerror = reject;
    worker.postMessage({ type, data });
  });
}

export async function open() {
  worker = new Worker(new URL("javascripts/workers/WORKER", import.meta.url));
  const { config, docs } = await (await fetch(new URL("search/search_index.json", import.meta.url))).json();
  await send(SETUP, { config, docs, options: { suggest: false } });
}

/** The result's page comes first in each group; the section that scores most stands for it. */
function shown(group) {
  const [best] = [...group].sort((one, other) => other.score - one.score);
  return { url: best.location, title: best.title, text: best.text };
}

export async function titles(query, limit) {
  const { items } = await send(QUERY, query);
  answered = items.slice(0, limit).map(shown);
  return answered.map(({ url, title }) => ({ url, title }));
}

export async function excerpt() {
  return answered[0]?.text;
}
