// The way from the dialog to the engine: a module worker, or, where none starts, the page's own thread.

import { Service } from "./service.js";

/** Thrown by `Connection.ask` with the name and message of what went wrong on the other side. */
export class SearchError extends Error {
  constructor({ name, message }) {
    super(message);
    this.name = name;
  }
}

export class Connection {
  #base;
  #answering;

  /** @param {string} base the index's address */
  constructor(base) {
    this.#base = base;
  }

  /** What one can filter by. */
  describe() {
    return this.#ask();
  }

  /** Search; see the engine for `options` and the result. `onTitles` may get the result without excerpts first. */
  search(query, options, onTitles) {
    return this.#ask(query, options, onTitles);
  }

  async #ask(query, options, onTitles) {
    this.#answering ??= startWorker().catch(startHere);
    try {
      return await (await this.#answering)(this.#base, query, options, onTitles);
    } catch (error) {
      if (!(error instanceof SearchError)) this.#answering = undefined; // never started: try anew next time
      throw error;
    }
  }
}

/** Start the worker; resolves to a function that asks it. */
function startWorker() {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module", name: "cjksearch" });
    const waiting = new Map();
    let last = 0;
    const ask = (base, query, options, onTitles) =>
      new Promise((answer, fail) => {
        waiting.set(++last, { answer, fail, onTitles });
        worker.postMessage({ id: last, base, query, options });
      });
    worker.addEventListener("message", ({ data }) => {
      if (data.ready) return resolve(ask);
      const { answer, fail, onTitles } = waiting.get(data.id);
      if (data.titles) return onTitles?.(data.titles);
      waiting.delete(data.id);
      if (data.error) fail(new SearchError(data.error));
      else answer(data.result);
    });
    worker.addEventListener("error", (event) => {
      event.preventDefault(); // the page's own thread takes over, or says what is wrong
      worker.terminate();
      reject(new Error(event.message || "The worker did not start."));
    });
  });
}

/** Run the engine in this thread; resolves to a function that asks it. */
async function startHere() {
  const { open } = await import("./engine.js");
  const service = new Service(open);
  return async (...request) => {
    try {
      return await service.answer(...request);
    } catch (error) {
      throw new SearchError(error);
    }
  };
}
