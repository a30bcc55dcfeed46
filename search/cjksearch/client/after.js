// What follows the list of results: ways on, and advice where there are none.

import { SearchError } from "./connection.js";
import { element } from "./elements.js";

/** A button around the results. */
export function action(name, label, onClick) {
  const button = element("button", { type: "button", class: `cjksearch-action cjksearch-${name}` }, label);
  button.addEventListener("click", onClick);
  return button;
}

/** What to try where nothing was found: ways on, as buttons, and advice. @param {HTMLElement[]} ways */
export function advice(strings, ways) {
  return [...ways, element("ul", { class: "cjksearch-tips" }, ...strings.tips.map((tip) => element("li", {}, tip)))];
}

/** What to say of an error, and what to show below it. */
export function trouble(error, strings, retry) {
  // What is no SearchError kept the engine's code from loading.
  const isNetwork = error.name === "NetworkError" || !(error instanceof SearchError);
  const again = action("retry", strings.retry, retry);
  if (isNetwork) return { message: navigator.onLine ? strings.unreachable : strings.offline, after: [again] };
  return { message: strings.failed, after: [element("p", { class: "cjksearch-detail", lang: "en" }, error.message), again] };
}
