// The parts of the dialog, empty.

import { element } from "./elements.js";
import { CROSS, FUNNEL, LINK, MAGNIFIER, icon } from "./icons.js";

/** UTF-16 units of the longest query. */
export const LONGEST = 200;

/** Return the dialog and those of its parts that change. `before` and `after` stand around the list of results. */
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
    maxlength: String(LONGEST),
  });
  const clear = element(
    "button",
    { type: "button", class: "cjksearch-icon", title: strings.clear, "aria-label": strings.clear },
    icon(CROSS),
  );
  const link = element(
    "a",
    { class: "cjksearch-icon cjksearch-link", title: strings.link, "aria-label": strings.link, href: "", hidden: true },
    icon(LINK),
  );
  const close = element("button", { type: "button", class: "cjksearch-close" }, strings.close);
  const toggle = element(
    "button",
    { type: "button", class: "cjksearch-toggle", "aria-expanded": "false", "aria-controls": "cjksearch-filters", hidden: true },
    icon(FUNNEL),
    strings.filters,
    element("span", { class: "cjksearch-count" }),
  );
  const filters = element("div", { class: "cjksearch-filters", id: "cjksearch-filters", role: "group", "aria-label": strings.filters, hidden: true });
  const status = element("p", { class: "cjksearch-status" });
  const live = element("p", { class: "cjksearch-live", role: "status" });
  const list = element("div", { class: "cjksearch-list", id: "cjksearch-list", role: "listbox", "aria-label": strings.results });
  const before = element("div", { class: "cjksearch-before" });
  const after = element("div", { class: "cjksearch-after" });
  const body = element("div", { class: "cjksearch-body" }, before, list, after);
  const dialog = element(
    "dialog",
    { class: "cjksearch", lang: language, "aria-label": strings.search, "data-search-exclude": true },
    element("div", { class: "cjksearch-bar", role: "search" }, icon(MAGNIFIER), input, clear, link, close),
    element("div", { class: "cjksearch-head" }, status, live, toggle),
    filters,
    body,
    drawKeys(strings.keys),
  );
  return { dialog, input, clear, link, close, toggle, filters, status, live, before, list, after, body };
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
