// Draws the hits: grouped by page, one option each.

import { element, marked } from "./elements.js";
import { DOCUMENT, icon } from "./icons.js";
import { languageBadge, languageName } from "./strings.js";

const AT_FIRST = 4; // so many hits of a page are shown until one asks for the rest

const OWN_LANGUAGE = 1.15; // of pages that match about equally well, say translations, the reader's comes first

/** Group hits by page; pages come in the order of their best hits, with a little favour for a language. */
export function byPage(hits, language) {
  const pages = new Map();
  for (const hit of hits) {
    const address = hit.url.split("#", 1)[0];
    if (!pages.has(address)) pages.set(address, []);
    pages.get(address).push(hit);
  }
  const rank = ([{ score, lang }]) => score * (lang === language ? OWN_LANGUAGE : 1);
  return [...pages.values()].sort((a, b) => rank(b) - rank(a));
}

/**
 * Return the groups as listbox content. The first option of a page bears its title; all are links.
 *
 * @param {object[]} hits as the engine returned them; one that `isPending` has no excerpt yet, and its option has
 *   its id in `data-pending`
 * @param {{site: URL, language: string, label: function(string, string): string, showLanguage: boolean,
 *   strings: object}} context `language` is the reader's, `strings` the dialog's words in it
 */
export function drawResults(hits, context) {
  let number = 0;
  return byPage(hits, context.language).map((group) => {
    const options = group.map((hit, place) => drawOption(hit, place === 0, `cjksearch-option-${number++}`, context));
    if (group.length > AT_FIRST + 1) {
      for (const option of options.slice(AT_FIRST)) option.hidden = true;
      options.push(drawRest(context.strings.rest(group.length - AT_FIRST), `cjksearch-option-${number++}`));
    }
    return element("div", { role: "group", "aria-label": group[0].title, class: "cjksearch-page" }, ...options);
  });
}

/**
 * What to mark on the page of an option: the words marked in it, in the page's own spelling, and those of the query.
 * A single Han character, marked because a longer word has it, would be found everywhere.
 */
export function wordsOf(option, query) {
  const found = [...option.parentElement.querySelectorAll("mark")].map(({ textContent }) => textContent);
  const words = [...found, ...query.split(/[\s"“”„]+/u)].map((word) => word.trim()).filter(Boolean);
  const long = words.filter((word) => word.length > 1);
  return [...new Set(long.length ? long : words)];
}

/** Show what an option "n more on this page" stands for, in its place. */
export function showRest(option) {
  for (const hidden of option.parentElement.querySelectorAll("[hidden]")) hidden.hidden = false;
  option.remove();
}

/** Return earlier queries as listbox content. */
export function drawRecent(queries, title) {
  if (!queries.length) return [];
  const options = queries.map((query, number) =>
    element(
      "div",
      { id: `cjksearch-option-${number}`, role: "option", "aria-selected": "false", class: "cjksearch-option cjksearch-recent" },
      query,
    ),
  );
  const heading = element("div", { class: "cjksearch-group", "aria-hidden": "true" }, title);
  return [heading, element("div", { role: "group", "aria-label": title, class: "cjksearch-page" }, ...options)];
}

function drawRest(text, id) {
  return element("div", { id, role: "option", "aria-selected": "false", class: "cjksearch-option cjksearch-rest" }, text);
}

function drawOption(hit, isFirst, id, context) {
  const option = element("a", {
    id,
    role: "option",
    "aria-selected": "false",
    tabindex: "-1",
    class: "cjksearch-option",
    href: address(hit.url, context.site),
  });
  const lang = hit.lang || undefined;
  if (isFirst) option.append(drawTitle(hit, context));
  if (hit.heading && hit.heading !== hit.title) {
    option.append(element("span", { class: "cjksearch-heading", lang }, marked(hit.heading, hit.headingMarks)));
  } else if (!isFirst) {
    option.append(element("span", { class: "cjksearch-heading", lang }, marked(hit.title, hit.titleMarks)));
  }
  option.append(element("span", { class: `cjksearch-excerpt${hit.hasRoom ? " cjksearch-room" : ""}`, lang }));
  if (hit.isPending) option.dataset.pending = hit.id;
  else fillExcerpt(option, hit);
  return option;
}

/** Show a hit's excerpt in its option, which was drawn without. */
export function fillExcerpt(option, hit) {
  delete option.dataset.pending;
  option.querySelector(".cjksearch-excerpt").replaceChildren(marked(hit.excerpt, hit.marks));
}

function drawTitle(hit, { label, showLanguage }) {
  const row = element("span", { class: "cjksearch-title" });
  row.append(element("span", { class: "cjksearch-name", lang: hit.lang || undefined }, marked(hit.title, hit.titleMarks)));
  const kind = label("kind", hit.kind);
  if (kind !== hit.kind) row.append(element("span", { class: "cjksearch-badge cjksearch-kind" }, icon(DOCUMENT), kind));
  if (hit.lang && showLanguage) {
    row.append(
      element("span", { class: "cjksearch-badge", title: languageName(hit.lang) }, languageBadge(hit.lang)),
    );
  }
  for (const [facet, values] of Object.entries(hit.facets ?? {})) {
    for (const value of values.slice(0, 3)) row.append(element("span", { class: "cjksearch-chip" }, label(facet, value)));
  }
  return row;
}

/** The page's address; anything but a web address leads to the site's home. */
function address(url, site) {
  const resolved = new URL(url, site);
  return /^https?:$/.test(resolved.protocol) ? resolved.href : site.href;
}
