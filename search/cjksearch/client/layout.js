// The parts of the dialog, empty.

import { element, icon } from "./elements.js";

const MAGNIFIER =
  "M9.5 3a6.5 6.5 0 0 1 4.94 10.73l.27.27h.79l5 5-1.5 1.5-5-5v-.79l-.27-.27A6.5 6.5 0 1 1 9.5 3m0 2a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9";
const CROSS =
  "M19 6.41 17.59 5 12 10.59 6.41 5 5 6.41 10.59 12 5 17.59 6.41 19 12 13.41 17.59 19 19 17.59 13.41 12z";

/** Return the dialog and those of its parts that change. `after` is what follows the list of results. */
export function drawDialog(language, strings, query) {
  const input = element("input", {
    class: "cjksearch-input",
    type: "text",
    role: "combobox",
    value: query,
    placeholder: strings.placeholder,
    "aria-label": strings.search,
    "aria-expanded": "false",
    "aria-controls": "cjksearch-list",
    "aria-autocomplete": "list",
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    enterkeyhint: "search",
    maxlength: "200",
  });
  const clear = element(
    "button",
    { type: "button", class: "cjksearch-icon", title: strings.clear, "aria-label": strings.clear },
    icon(CROSS),
  );
  const close = element("button", { type: "button", class: "cjksearch-close" }, strings.close);
  const filters = element("div", { class: "cjksearch-filters", role: "group", "aria-label": strings.filters, hidden: true });
  const status = element("p", { class: "cjksearch-status", role: "status" });
  const list = element("div", { class: "cjksearch-list", id: "cjksearch-list", role: "listbox", "aria-label": strings.results });
  const after = element("div", { class: "cjksearch-after" });
  const body = element("div", { class: "cjksearch-body" }, status, list, after);
  const dialog = element(
    "dialog",
    { class: "cjksearch", lang: language, "aria-label": strings.search, "data-search-exclude": true },
    element("div", { class: "cjksearch-bar", role: "search" }, icon(MAGNIFIER), input, clear, close),
    filters,
    body,
    drawKeys(strings.keys),
  );
  return { dialog, input, clear, close, filters, status, list, after, body };
}

function drawKeys(keys) {
  const hint = (names, label) => element("span", {}, ...names.map((name) => element("kbd", {}, name)), ` ${label}`);
  return element(
    "div",
    { class: "cjksearch-keys", "aria-hidden": "true" },
    hint(["↑", "↓"], keys.move),
    hint(["↵"], keys.go),
    hint(["Esc"], keys.close),
  );
}

/** Keep the page behind from scrolling, and from moving sideways when its scrollbar goes. */
export function lockPage(locks) {
  const page = document.documentElement;
  if (locks && window.innerWidth > page.clientWidth) page.classList.add("cjksearch-scrolls");
  page.classList.toggle("cjksearch-open", locks);
  if (!locks) page.classList.remove("cjksearch-scrolls");
}
