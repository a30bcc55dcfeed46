// What the first search needs and is fetched side by side: the worker with the engine, and the index's first file.

/** Of the index, below the site's root: the file that says where all others are. */
const FIRST = "cjksearch/cjksearch.json";

/**
 * Start the worker, and fetch the first file meanwhile.
 * @param {URL} site
 * @returns {{worker: Promise<Worker>, first: Promise<{address: string, bytes: ArrayBuffer} | undefined>}} `first` is
 *   undefined where it could not be fetched: the engine then asks for it itself, and says what is wrong
 */
export function launch(site) {
  const worker = startWorker();
  worker.catch(() => {}); // who asks is told; nobody may ever ask
  return { worker, first: fetchFirst(new URL(FIRST, site).href).catch(() => undefined) };
}

function startWorker() {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module", name: "cjksearch" });
    worker.addEventListener("message", () => resolve(worker), { once: true }); // it says that it is ready
    worker.addEventListener("error", (event) => {
      event.preventDefault(); // the page's own thread takes over, or says what is wrong
      worker.terminate();
      reject(new Error(event.message || "The worker did not start."));
    });
  });
}

async function fetchFirst(address) {
  const response = await fetch(address, { cache: "no-cache" });
  return response.ok ? { address, bytes: await response.arrayBuffer() } : undefined;
}
