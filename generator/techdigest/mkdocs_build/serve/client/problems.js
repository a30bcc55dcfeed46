// Shows what is wrong with the site: errors in a panel over the page, warnings as their number in a corner.

const DISMISSED = "livereload-dismissed";

const WORDS = {
  en: {
    errors: (n) => (n === 1 ? "1 error" : `${n} errors`),
    warnings: (n) => (n === 1 ? "1 warning" : `${n} warnings`),
    stale: "The page shows the last good version. This message goes when the error is mended.",
    more: (n) => `… and ${n} more, in the terminal`,
    close: "Close",
  },
  "zh-Hans": {
    errors: (n) => `${n} 个错误`,
    warnings: (n) => `${n} 条警告`,
    stale: "页面显示的是上一个正确的版本。改正错误后，这条消息会自动消失。",
    more: (n) => `……还有 ${n} 条，见终端`,
    close: "关闭",
  },
  "zh-Hant": {
    errors: (n) => `${n} 個錯誤`,
    warnings: (n) => `${n} 則警告`,
    stale: "頁面顯示的是上一個正確的版本。改正錯誤後，這則訊息會自動消失。",
    more: (n) => `……還有 ${n} 則，見終端機`,
    close: "關閉",
  },
};

const STYLE = `
  :host { --paper: #fff; --ink: #1d1d1f; --soft: #5a5a60; --line: #c9c9ce; --error: #b3261e; --warning: #8a5a00; }
  :host(.dark) { --paper: #1e1f24; --ink: #ececf0; --soft: #b0b0b8; --line: #4a4b53; --error: #ff8a80; --warning: #ffcb6b; }
  * { box-sizing: border-box; font: 16px/1.5 system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
  .panel { position: fixed; inset: auto 0 0; z-index: 2147483647; margin: 0 auto; width: min(60rem, 100%);
    max-height: min(70vh, 40rem); overflow: auto; overscroll-behavior: contain; padding: 0 1.25rem 1.25rem;
    color: var(--ink); background: var(--paper); border: 1px solid var(--line); border-bottom: 0;
    border-top: 4px solid var(--kind); border-radius: .5rem .5rem 0 0; box-shadow: 0 0 2rem #0006; }
  .errors { --kind: var(--error); } .warnings { --kind: var(--warning); }
  .panel:focus { outline: none; } .panel:focus-visible { outline: 2px solid var(--kind); outline-offset: -2px; }
  header { position: sticky; top: 0; display: flex; align-items: center; gap: 1rem; padding: .75rem 0; background: var(--paper); }
  h2 { flex: 1; margin: 0; font-size: 18px; font-weight: 700; color: var(--kind); }
  p { margin: 0 0 .5rem; color: var(--soft); }
  pre { margin: .75rem 0 0; padding: .75rem 0 0; border-top: 1px solid var(--line);
    font: 14px/1.6 ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", "Noto Sans Mono CJK SC", monospace;
    white-space: pre-wrap; overflow-wrap: anywhere; }
  button { min-height: 44px; padding: 0 1rem; color: var(--ink); background: var(--paper); cursor: pointer;
    border: 1px solid var(--line); border-radius: .5rem; }
  button:focus-visible { outline: 3px solid var(--kind, currentColor); outline-offset: 2px; }
  .badge { position: fixed; inset: auto auto .75rem .75rem; z-index: 2147483646; color: var(--warning); box-shadow: 0 1px 6px #0004; }
  @media print { :host { display: none; } }
`;

/** Make an element with a class and text, which is only ever text, and put others into it. */
function element(name, className, text, ...children) {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  made.append(...children);
  return made;
}

function words() {
  const language = document.documentElement.lang.toLowerCase();
  if (!language.startsWith("zh")) return WORDS.en;
  return WORDS[/hant|tw|hk|mo/.test(language) ? "zh-Hant" : "zh-Hans"];
}

function isDark() {
  const scheme = document.body.dataset.mdColorScheme; // of Material for MkDocs
  return scheme ? scheme === "slate" : matchMedia("(prefers-color-scheme: dark)").matches;
}

const host = element("div", "", "");
host.id = "livereload-problems";
const root = host.attachShadow({ mode: "open" });
const style = element("style", "", STYLE);
let shown = "";
let focusedBefore = null;

function close() {
  root.querySelector(".panel")?.remove();
  focusedBefore?.focus?.({ preventScroll: true });
  focusedBefore = null;
}

/** Open the panel. Its kind is "errors" or "warnings"; the page is stale if the last build failed. */
function open(kind, { count, shown: texts }, isStale, onClose) {
  const { [kind]: title, stale, more, close: closeWord } = words();
  const button = element("button", "close", closeWord);
  button.type = "button";
  const heading = element("h2", "", title(count));
  heading.id = "title";
  const panel = element("section", `panel ${kind}`, "", element("header", "", "", heading, button));
  if (isStale) panel.append(element("p", "", stale));
  panel.append(...texts.map((text) => element("pre", "", text)));
  if (count > texts.length) panel.append(element("p", "", more(count - texts.length)));
  panel.setAttribute("role", kind === "errors" ? "alert" : "region");
  panel.setAttribute("aria-labelledby", "title");
  panel.tabIndex = -1;
  const dismiss = () => {
    close();
    onClose?.();
  };
  button.addEventListener("click", dismiss);
  panel.addEventListener("keydown", (event) => event.key === "Escape" && dismiss());
  close();
  focusedBefore = document.activeElement;
  root.append(panel);
  panel.focus({ preventScroll: true });
}

/** Show a site's problems in place of those shown so far; what the reader has closed stays closed. */
export function showProblems({ errors, warnings, isStale }) {
  const news = JSON.stringify([errors, warnings, isStale]);
  if (news === shown) return;
  shown = news;
  close();
  host.classList.toggle("dark", isDark());
  root.replaceChildren(style);
  if (!host.isConnected) document.documentElement.append(host);
  if (warnings.count) {
    const badge = element("button", "badge", `⚠ ${words().warnings(warnings.count)}`);
    badge.type = "button";
    badge.addEventListener("click", () => open("warnings", warnings, false));
    root.append(badge);
  }
  const texts = JSON.stringify(errors);
  if (errors.count && sessionStorage.getItem(DISMISSED) !== texts)
    open("errors", errors, isStale, () => sessionStorage.setItem(DISMISSED, texts));
}
