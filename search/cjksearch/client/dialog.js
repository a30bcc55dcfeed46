// The part of the search dialog that every page loads: the button and the keys. The rest comes with the first opening.
//
// Addresses follow from this module's own, `<site>/assets/cjksearch/dialog.js`: the site may lie under any path.

import { launch } from "./ahead.js";
import { drop, take } from "./handover.js";
import { MAGNIFIER, icon } from "./icons.js";

const SITE = new URL("../../", import.meta.url);
const UNREACHABLE = {
  "zh-Hans": "无法加载搜索，请检查网络连接。",
  "zh-Hant": "無法載入搜尋，請檢查網路連線。",
  en: "Search cannot be loaded. Check your connection.",
};
const NOTICE = 6000; // ms
const LABELS = { "zh-Hans": "搜索", "zh-Hant": "搜尋", en: "Search" };

// Where another search stays in the header, `/` is its key.
const script = document.querySelector("script[data-cjksearch]");
const replaces = script?.hasAttribute("data-cjksearch-replaces") ?? true;
const hasOtherSearch = !replaces && document.querySelector(".md-search, #mkdocs_search_modal") !== null;

let panel;
let launched; // the worker, until the panel has it
let marks; // the module, once a hit has led to a page
let opening; // while the dialog is on its way: {typed}, the keys pressed meanwhile

/** The interface language for a BCP 47 tag: Chinese by script or region, English for all others. */
function interfaceLanguage(tag) {
  const [language, ...others] = tag.toLowerCase().split(/[-_]/);
  if (language !== "zh") return "en";
  return others.some((other) => ["hant", "tw", "hk", "mo"].includes(other)) ? "zh-Hant" : "zh-Hans";
}

/** Load what the dialog and its first search need, all at once. */
function prepare() {
  if (panel) return;
  launched ??= launch(SITE);
  const takeLaunched = () => {
    const taken = launched ?? launch(SITE);
    launched = undefined;
    return taken;
  };
  panel = import("./panel.js").then(({ Panel }) => new Panel(SITE, markWords, takeLaunched));
  panel.catch(() => (panel = undefined)); // the next attempt loads it again
}

/** Say that the dialog could not be loaded. */
function apologise() {
  const note = document.createElement("p");
  note.className = "cjksearch-note";
  note.setAttribute("role", "alert");
  note.textContent = UNREACHABLE[interfaceLanguage(document.documentElement.lang)];
  document.body.append(note);
  setTimeout(() => note.remove(), NOTICE);
}

async function open() {
  if (opening) return;
  const request = (opening = { typed: "" });
  try {
    prepare();
    const loaded = await panel;
    if (opening === request) loaded.open(interfaceLanguage(document.documentElement.lang), request.typed);
  } catch (error) {
    apologise();
    throw error;
  } finally {
    if (opening === request) opening = undefined;
  }
}

function isTyping(element) {
  // A closed dialog may keep the focus until the browser next draws; nobody types there.
  if (!(element instanceof HTMLElement) || element.closest("dialog:not([open])")) return false;
  return element.isContentEditable || element.matches("input, textarea, select");
}

function onKey(event) {
  if (event.isComposing || event.defaultPrevented) return;
  const key = event.key.toLowerCase();
  const hasModifier = event.ctrlKey || event.metaKey || event.altKey;
  if (opening && !hasModifier) {
    if (key === "escape") opening = undefined;
    if (key.length === 1) opening.typed += event.key;
    event.preventDefault();
    event.stopPropagation();
    return;
  }
  const isCommand = key === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  const isSlash = key === "/" && !hasModifier;
  if (isCommand || (isSlash && !hasOtherSearch && !isTyping(event.target))) {
    if (document.querySelector("dialog[open]:not(.cjksearch)")) return;
    event.preventDefault();
    event.stopPropagation();
    open();
  }
}

/** Add a button to the header, unless the theme has one: Material's, MkDocs' own, or else a corner of the page. */
function ensureButton() {
  if (document.querySelector("[data-cjksearch-open]")) return;
  const label = LABELS[interfaceLanguage(document.documentElement.lang)];
  const button = document.createElement("button");
  button.type = "button";
  button.dataset.cjksearchOpen = "";
  button.title = label;
  button.setAttribute("aria-label", label);
  button.append(icon(MAGNIFIER));
  const header = document.querySelector(".md-header__inner");
  const navbar = document.querySelector(".navbar .navbar-nav:last-of-type");
  if (header) {
    button.className = "md-header__button md-icon cjksearch-button";
    header.insertBefore(button, header.querySelector(":scope > .md-header__source"));
  } else if (navbar) {
    button.className = "nav-link cjksearch-button";
    const item = document.createElement("li");
    item.className = "nav-item";
    item.append(button);
    navbar.prepend(item);
  } else {
    button.className = "cjksearch-button cjksearch-button--corner";
    document.body.append(button);
  }
}

/** Mark the words of the hit that led here, if one did. */
async function markWords() {
  const words = take();
  if (!words.length && !marks) return;
  marks ??= import("./marks.js");
  (await marks).mark(words, interfaceLanguage(document.documentElement.lang), drop);
}

/** A page just shown: give it the button, the marks, and the search that its address asks for. */
function onArrival() {
  ensureButton();
  markWords();
  if (!hasOtherSearch && new URLSearchParams(location.search).get("q")) open();
}

window.addEventListener("keydown", onKey, { capture: true }); // before a theme's own keys
document.addEventListener("click", (event) => {
  if (event.target instanceof Element && event.target.closest("[data-cjksearch-open]")) {
    event.preventDefault();
    open();
  }
});
// Who points at the button, or has come to it, is likely to use it.
for (const hint of ["pointerover", "focusin"]) {
  document.addEventListener(hint, ({ target }) => target.closest?.("[data-cjksearch-open]") && prepare());
}
onArrival();
window.document$?.subscribe?.(onArrival); // Material's instant navigation
