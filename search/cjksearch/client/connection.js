// The way from the dialog to the engine: a module worker, or, where none starts, the page's own thread.

import { Service } from "./service.js";

/** Thrown by `Connection` with the name and message of what went wrong on the other side. */
export class SearchError extends Error {
  constructor({ name, message }) {
    super(message);
    this.name = name;
  }
}

export class Connection {
  #base;
  #launch;
  #answering;

  /** @param {string} base the index's address @param {function} launch see ahead.js */
  constructor(base, launch) {
    this.#base = base;
    this.#launch = launch;
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
    this.#answering ??= begin(this.#launch());
    try {
      return await (await this.#answering)(this.#base, query, options, onTitles);
    } catch (error) {
      if (!(error instanceof SearchError)) this.#answering = undefined; // never started: try anew next time
      throw error;
    }
  }
}

/** Resolves to a function that asks the engine, wherever it runs. */
async function begin({ worker, first }) {
  try {
    return through(await worker, await first);
  } catch {
    return here(await first);
  }
}

/** Ask a worker. */
function through(worker, first) {
  const waiting = new Map();
  let last = 0;
  worker.addEventListener("message", ({ data }) => {
    const { answer, fail, onTitles } = waiting.get(data.id);
    if (data.titles) return onTitles?.(data.titles);
    waiting.delete(data.id);
    if (data.error) fail(new SearchError(data.error));
    else answer(data.result);
  });
  worker.postMessage({ first });
  return (base, query, options, onTitles) =>
    new Promise((answer, fail) => {
      waiting.set(++last, { answer, fail, onTitles });
      worker.postMessage({ id: last, base, query, options });
    });
}

/** Run the engine in this thread, and ask it. */
async function here(first) {
  const { open } = await import("./engine.js");
  const service = new Service(open);
  service.take(first);
  return async (...request) => {
    try {
      return await service.answer(...request);
    } catch (error) {
      throw new SearchError(error);
    }
  };
}
