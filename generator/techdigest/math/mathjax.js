// Glue between Python and MathJax 3: defines `typesetAll([[tex, display], …])`. Runs after MathJax's own files.
"use strict";
var typesetAll = (() => {
  const lib = MathJax._;
  const adaptor = lib.adaptors.liteAdaptor.liteAdaptor();
  lib.handlers.html_ts.RegisterHTMLHandler(adaptor);

  // Left out: what hides errors (noundefined, noerrors), loads code (require, autoload), changes MathJax
  // itself (setoptions), or carries addresses and CSS of the author's choosing (html, bbox, action).
  const dropped = ["noundefined", "noerrors", "require", "autoload", "setoptions", "html", "bbox", "action"];
  const basic = lib.input.tex.AllPackages.AllPackages.filter((name) => !dropped.includes(name));

  const output = new lib.output.svg_ts.SVG({
    fontCache: "global",
    font: new lib.output.svg.fonts.tex_ts.TeXFont(),
    internalSpeechTitles: false,
    unknownFamily: "inherit", // Han characters in \text are set in the font of the page
  });
  const input = (packages) => new lib.input.tex_ts.TeX({
    packages,
    tags: "none",
    maxMacros: 1000,
    formatError(_jax, error) { throw error; },
  });
  const open = (packages) => lib.mathjax.mathjax.document("", { InputJax: input(packages), OutputJax: output });

  // What can outlive its formula (macros, colours, tag formats) is only ever set by commands named so.
  const defines = /\\\w*(?:def|let|new|declare|set|tagform|provide)/i;

  class Visitor extends lib.core.MmlTree.SerializedMmlVisitor.SerializedMmlVisitor {
    quoteHTML(text) { // as UTF-8 rather than as character references
      return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
    }
    setDataAttribute() { } // hints for MathJax alone
    getAttributes(node) {
      return super.getAttributes(node).replace(/ (?:id|class|href|style|data-[\w-]+)="[^"]*"/g, "");
    }
  }
  const visitor = new Visitor();
  const mathml = (math) => math.childNodes.map((node) => visitor.visitNode(node, "")).join("")
    .replace(/>\n\s*</g, "><").replace(/\n\s*/g, "");

  // What MathJax's SVG may hold; anything else never reaches a page.
  const kinds = new Set(["svg", "g", "use", "rect", "line", "path", "text", "ellipse", "polygon", "polyline"]);
  const attributes = new Set([
    "width", "height", "viewBox", "preserveAspectRatio", "transform", "style", "x", "y", "x1", "y1", "x2", "y2",
    "cx", "cy", "rx", "ry", "d", "points", "fill", "stroke", "stroke-width", "stroke-dasharray",
    "stroke-linecap", "font-size", "font-family", "font-style", "font-weight", "data-line", "data-frame",
  ]);
  const glyphId = (href) => href.replace(/^#?MJX-TEX-/, "tdg-");
  const quote = (text) => visitor.quoteHTML(text);

  const serialise = (node) => {
    const kind = adaptor.kind(node);
    if (kind === "#text") return quote(adaptor.value(node));
    if (kind === "a") return serialiseAll(node); // \ref: there is nothing to refer to
    if (!kinds.has(kind)) throw new Error(`MathJax made an element <${kind}> that pages do not show`);
    let shown = "";
    for (const { name, value } of adaptor.allAttributes(node)) {
      if (name === "xlink:href") shown += ` href="#${glyphId(value)}"`;
      else if (name === "class" && /^mjx-(?:dashed|dotted)$/.test(value)) shown += ` class="${value}"`;
      else if (attributes.has(name)) {
        if (/url\s*\(|[\\@]/i.test(value)) throw new Error(`The value "${value}" may not be used as ${name}`);
        shown += ` ${name}="${quote(value)}"`;
      }
    }
    const content = serialiseAll(node);
    if (kind !== "g") return content ? `<${kind}${shown}>${content}</${kind}>` : `<${kind}${shown}/>`;
    if (!shown || !content) return content; // groups only matter where they move or colour something
    const lone = /^<use href="[^"]*"\/>$/.test(content) && /^ transform="[^"]*"$/.test(shown);
    return lone ? content.replace("/>", `${shown}/>`) : `<g${shown}>${content}</g>`;
  };
  const serialiseAll = (node) => adaptor.childNodes(node).map(serialise).join("");

  const convert = (document, tex, display) => {
    output.clearFontCache();
    document.inputJax[0].reset();
    const item = new document.options.MathItem(tex, document.inputJax[0], display);
    item.setMetrics(16, 8, 1280, 1e6, 1);
    item.compile(document);
    item.typeset(document);
    const glyphs = {};
    for (const [id, path] of output.fontCache.cache) glyphs[glyphId(id)] = path;
    return { svg: serialiseAll(item.typesetRoot), mathml: mathml(item.root), glyphs };
  };

  // `physics` gives other meanings to common names, so it only helps where all else fails.
  const packages = { basic, physics: [...basic, "physics"] };
  const documents = {};
  const attempt = (name, tex, display) => {
    const clean = documents[name] || open(packages[name]);
    documents[name] = defines.test(tex) ? null : clean;
    return convert(clean, tex, display);
  };

  const typeset = (tex, display) => {
    let message;
    for (const name of ["basic", "physics"]) {
      try {
        return attempt(name, tex, display);
      } catch (error) {
        documents[name] = null;
        message = message || String(error && error.message || error);
      }
    }
    return { error: message };
  };
  return (formulas) => formulas.map(([tex, display]) => typeset(tex, display));
})();
