// Reloads the page when a file it uses has changed, where it was scrolled to; style sheets are exchanged in place.

import { showProblems } from "./problems.js";

const SCROLL = "livereload-scroll";
const ASKED_BY_SCRIPTS = ["fetch", "xmlhttprequest", "beacon", "iframe"];
let [run, version] = document.querySelector("script[data-livereload]").dataset.livereload.split(" ");

function addressOf(text) {
  try {
    return new URL(text);
  } catch {
    return null; // the author's mistake, or no address at all
  }
}

/** Paths of the page and of all it shows: what its scripts ask for later is theirs to keep fresh. */
function used() {
  const paths = new Set([location.pathname]);
  const add = (address) => {
    const url = addressOf(address);
    if (url?.origin === location.origin) paths.add(url.pathname);
  };
  for (const { initiatorType, name } of performance.getEntriesByType("resource"))
    if (!ASKED_BY_SCRIPTS.includes(initiatorType)) add(name);
  for (const node of document.querySelectorAll("link[rel~=stylesheet], script[src], img, video, audio, source, object"))
    add(node.currentSrc || node.src || node.href || node.data);
  return [...paths].filter((path) => !path.startsWith("/livereload/"));
}

const styleSheets = () => [...document.querySelectorAll("link[rel~=stylesheet][href]:not([data-livereload-old])")];
const pathOf = (link) => new URL(link.href).pathname;

/** Load a style sheet anew; the old one stays until then, so that the page is never without. */
function exchange(link) {
  const fresh = link.cloneNode();
  link.dataset.livereloadOld = "";
  fresh.addEventListener("load", () => link.remove());
  fresh.addEventListener("error", () => fresh.remove());
  const url = new URL(link.href);
  url.searchParams.set("livereload", version);
  fresh.href = url.href;
  link.after(fresh);
}

function reload() {
  sessionStorage.setItem(SCROLL, JSON.stringify({ path: location.pathname, x: scrollX, y: scrollY }));
  location.reload();
}

/** The browser returns to where the page was scrolled to, unless scripts forbid it or the page was still short. */
function restoreScroll() {
  const kept = JSON.parse(sessionStorage.getItem(SCROLL));
  sessionStorage.removeItem(SCROLL);
  if (kept?.path !== location.pathname) return;
  const scroll = () => scrollTo({ left: kept.x, top: kept.y, behavior: "instant" });
  const moved = new AbortController();
  for (const event of ["wheel", "touchstart", "keydown", "pointerdown"])
    addEventListener(event, () => moved.abort(), { once: true, passive: true });
  scroll();
  addEventListener("load", () => requestAnimationFrame(() => moved.signal.aborted || scroll()));
}

async function ask() {
  const response = await fetch("/livereload/check", {
    method: "POST",
    body: JSON.stringify({ run, version, paths: used() }),
  });
  if (!response.ok) throw new Error(`${response.status}`);
  return response.json();
}

function apply({ version: present, changed, problems }) {
  version = present;
  const links = styleSheets().filter((link) => changed?.includes(pathOf(link)));
  if (!changed || changed.some((path) => !links.some((link) => pathOf(link) === path))) return reload();
  links.forEach(exchange);
  showProblems(problems);
}

let isAsking = false;
let askAgain = false;

/** Ask what is new, once at a time; a page that nobody sees asks when it is seen again. */
async function check() {
  askAgain = true;
  if (isAsking || document.hidden) return;
  isAsking = true;
  while (askAgain) {
    askAgain = false;
    // A server that is gone says so to the stream of events, which tells us when it is back.
    const answer = await ask().catch(() => null);
    if (answer) apply(answer);
  }
  isAsking = false;
}

restoreScroll();
new BroadcastChannel("livereload").onmessage = check;
document.addEventListener("visibilitychange", check);
addEventListener("pageshow", check);
if (window.SharedWorker) new SharedWorker("/livereload/worker.js");
else new EventSource("/livereload/events").onmessage = check;
check();
