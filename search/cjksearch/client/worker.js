// Runs the engine off the main thread.
//
// Once the engine's code has arrived, the worker posts {ready: true}. The page may then hand over a file of the index
// that it has fetched meanwhile, as {first: {address, bytes}}. Then each request
//   {id, base, query, options}  is answered by  {id, titles}  perhaps, and then by
//   {id, result}  or  {id, error: {name, message}}.
// Without a query the result is what one can filter by. `titles` is the result without excerpts. See service.js.

import { open } from "./engine.js";
import { Service } from "./service.js";

const service = new Service(open);

self.addEventListener("message", async ({ data: { first, id, base, query, options } }) => {
  if (!id) return service.take(first);
  try {
    const result = await service.answer(base, query, options, (titles) => self.postMessage({ id, titles }));
    self.postMessage({ id, result });
  } catch (error) {
    self.postMessage({ id, error: { name: error.name, message: error.message } });
  }
});
self.postMessage({ ready: true });
