// Runs the engine off the main thread.
//
// Once the engine's code has arrived, the worker posts {ready: true}. Then each request
//   {id, base, query, options}  is answered by  {id, result}  or  {id, error: {name, message}};
// without a query the result is what the index says about itself. See service.js.

import { Service } from "./service.js";

const service = new Service();

self.addEventListener("message", async ({ data: { id, base, query, options } }) => {
  try {
    self.postMessage({ id, result: await service.answer(base, query, options) });
  } catch (error) {
    self.postMessage({ id, error: { name: error.name, message: error.message } });
  }
});
self.postMessage({ ready: true });
