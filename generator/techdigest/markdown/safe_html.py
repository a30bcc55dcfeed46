"""Take scripts out of finished HTML, and elements that would ask other sites.

Notes may hold any HTML, but a note that was imported or contributed must not run code in readers' browsers.
The text is read as the HTML standard's tokeniser reads it (https://html.spec.whatwg.org/#tokenization), so
that what a browser takes for a tag or an attribute is one here. Everything else is left byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape

from techdigest.markdown.safe_css import is_remote, without_remote

Report = Callable[[str, str, str], None]
"""Takes (piece of the source, what was removed, code of the diagnostic)."""

# Most tags are plain; they are passed over in one step.
_PLAIN_TAG = re.compile(
    r"</?(?!script|style|iframe|object|embed|base|meta|link|param|applet|frame|no|xmp|plaintext|textarea|title"
    r"|video|audio|source|track|animate|set|image|feimage|input|form|button)[a-z][a-z0-9]*+"
    r"(?: (?!on|srcdoc|action|formaction|href|src|xlink|data=|poster|to=|from=|values|background"
    r"|style|fill|stroke|filter|mask|clip-path|cursor|marker)[a-z][a-z0-9-]*+=\"[^\"]*+\""
    r"| (?:style|fill|stroke)=\"[^\"(\\\\&]*+\""
    r"| (?:href|src)=\"(?:https?://|mailto:|(?![^\"/?#]*[:&\s\\]))[^\"]*+\")*+ ?/?>"
)
_NAME = re.compile(r"[A-Za-z][^\s/>]*+")
_ATTRIBUTE = re.compile(r"([\s/]*+)([^\s/>][^\s/>=]*+)(?:\s*+=\s*+(\"[^\"]*+\"|'[^']*+'|(?![\"'])[^\s>]*+))?")
_END = re.compile(r"[\s/]*+>")
_BOGUS = re.compile(r"</[^A-Za-z>]")
_COMMENT_END = re.compile(r"--!?>")
_ADDRESSES = frozenset(
    [
        *("href", "xlink:href", "src", "action", "formaction", "data", "poster"),
        *("to", "from", "values", "background"),
    ]
)
_SCRIPT_ADDRESS = re.compile(r"(?:javascript|vbscript|livescript):|^data:(?!image/)", re.IGNORECASE)
_BLANKS = re.compile(r"[\x00-\x20\x7f-\xa0]+")

# Dropped with all that is in them; dropped alone, their content being text or harmless.
_DROPPED = frozenset(["script"])
_UNWRAPPED = frozenset(
    [
        *("noscript", "noembed", "noframes", "xmp", "plaintext", "base", "meta", "link"),
        *("object", "embed", "applet", "param", "frame", "frameset"),
    ]
)
_TEXT_ONLY = frozenset(["style", "textarea", "title", "iframe"])
_LOADING = frozenset(["video", "audio", "source", "track", "image", "feimage", "input"])
_LOADED = frozenset(["src", "srcset", "href", "xlink:href", "poster"])
_STYLES = frozenset(
    [
        *("style", "fill", "stroke", "filter", "mask", "clip-path", "cursor"),
        *("marker", "marker-start", "marker-mid", "marker-end"),
    ]
)


def without_scripts(html: str, report: Report) -> str:
    """Return the HTML without scripts, event handlers, script addresses and remote media; report each."""
    return _Cleaner(html, report).run()


class _Cleaner:
    def __init__(self, html: str, report: Report) -> None:
        self._html = html
        self._report = report
        self._at = 0
        self._shown: list[str] = []

    def run(self) -> str:
        html = self._html
        while (start := html.find("<", self._at)) >= 0:
            self._shown.append(html[self._at : start])
            self._at = start
            plain = _PLAIN_TAG.match(html, start)
            if plain:
                self._keep(plain.end())
            elif html.startswith("<!--", start):
                self._keep(self._end_of_comment(start))
            elif html.startswith("<![", start):  # a comment here, text inside SVG: show it
                self._show("&lt;", start + 1)
            elif html[start + 1 : start + 2] in {"!", "?"} or _BOGUS.match(html, start):
                self._keep(self._after(">", start))
            else:
                self._tag(start)
        return "".join(self._shown) + html[self._at :]

    def _show(self, text: str, end: int) -> None:
        self._shown.append(text)
        self._at = end

    def _keep(self, end: int) -> None:
        self._show(self._html[self._at : end], end)

    def _after(self, text: str, start: int) -> int:
        found = self._html.find(text, start)
        return len(self._html) if found < 0 else found + len(text)

    def _end_of_comment(self, start: int) -> int:
        for abrupt in ("<!-->", "<!--->"):
            if self._html.startswith(abrupt, start):
                return start + len(abrupt)
        end = _COMMENT_END.search(self._html, start + 4)
        return end.end() if end else len(self._html)

    def _tag(self, start: int) -> None:
        is_closing = self._html.startswith("</", start)
        name = _NAME.match(self._html, start + 1 + is_closing)
        if name is None:
            self._keep(start + 1)
            return
        kind, at = name[0].lower(), name.end()
        attributes: list[re.Match[str]] = []
        while not _END.match(self._html, at):
            attribute = _ATTRIBUTE.match(self._html, at)
            if attribute is None or attribute.end() >= len(self._html):
                self._show("&lt;", start + 1)  # the tag never ends: to a browser it would swallow the rest
                return
            attributes.append(attribute)
            at = attribute.end()
        end = _END.match(self._html, at).end()  # type: ignore[union-attr]  # the loop ended on it
        if kind in _DROPPED or kind in _UNWRAPPED:
            if not is_closing:
                self._report(self._html[start : name.end()], f"<{kind}>", "script-removed")
            self._show("", self._end_of_element(kind, end) if kind in _DROPPED and not is_closing else end)
        elif kind == "iframe" and not is_closing:
            self._frame(attributes, start, self._end_of_element(kind, end))
        else:
            kept = self._kept(kind, attributes)
            self._show(self._html[start : name.end()] + kept + self._html[at:end], end)
            if kind in _TEXT_ONLY and not is_closing:
                self._text_only(kind, end)

    def _kept(self, kind: str, attributes: list[re.Match[str]]) -> str:
        return "".join(self._cleaned(attribute) for attribute in attributes if self._is_kept(kind, attribute))

    def _is_kept(self, kind: str, attribute: re.Match[str]) -> bool:
        name, value, written = attribute[2].lower(), _value(attribute), _unquoted(attribute[3] or "")
        if name.startswith("on") or name == "srcdoc":
            self._report(attribute[2], f"{name}=…", "script-removed")
            return False
        if name in _ADDRESSES and _SCRIPT_ADDRESS.search(_BLANKS.sub("", value)):
            self._report(written.strip(), f'{name}="{value[:60]}"', "script-removed")
            return False
        addresses = value.split(",") if name == "srcset" else [value]
        is_loaded = name == "background" or (kind in _LOADING and name in _LOADED)
        if is_loaded and any(map(is_remote, addresses)):
            self._report(written.strip(), f'{name}="{value[:60]}"', "remote-media")
            return False
        return True

    def _cleaned(self, attribute: re.Match[str]) -> str:
        """The attribute, without addresses of other sites where it holds declarations of CSS."""
        if attribute[2].lower() not in _STYLES:
            return attribute[0]
        value = _value(attribute)
        written = _unquoted(attribute[3] or "").strip()
        css = without_remote(value, lambda address: self._report_css(written, address))
        return attribute[0] if css == value else f'{attribute[1]}{attribute[2]}="{escape(css)}"'

    def _report_css(self, written: str, address: str) -> None:
        self._report(written, f"url({address[:60]})", "remote-media")

    def _end_of_element(self, kind: str, start: int) -> int:
        closing = self._closing_tag(kind, start)
        return closing.end() if closing else len(self._html)

    def _closing_tag(self, kind: str, start: int) -> re.Match[str] | None:
        return re.compile(rf"</{kind}(?=[\s/>])[^>]*>", re.IGNORECASE).search(self._html, start)

    def _frame(self, attributes: list[re.Match[str]], start: int, end: int) -> None:
        """Link to frames of other sites; drop the content of all, which browsers with frames do not show."""
        of = {attribute[2].lower(): attribute for attribute in reversed(attributes)}  # the first one counts
        address = _value(of["src"]).strip() if "src" in of else ""
        if is_remote(address):
            self._report(_unquoted(of["src"][3] or ""), f'<iframe src="{address[:60]}">', "remote-media")
            shown = escape(address)
            self._show(
                f'<a class="td-remote-frame" href="{shown}" rel="noopener noreferrer">{shown}</a>', end
            )
        else:
            self._show(f"{self._html[start : start + 7]}{self._kept('iframe', attributes)}></iframe>", end)

    def _text_only(self, kind: str, start: int) -> None:
        """Escape tags in what is text here but may be markup elsewhere, such as a style inside SVG."""
        closing = self._closing_tag(kind, start)
        end = closing.start() if closing else len(self._html)
        text = self._html[start:end]
        if kind == "style":
            text = without_remote(text, lambda address: self._report_css(address, address))
        self._show(text.replace("<", "\\3c " if kind == "style" else "&lt;"), end)


def _value(attribute: re.Match[str]) -> str:
    return unescape(_unquoted(attribute[3] or ""))


def _unquoted(value: str) -> str:
    return value[1:-1] if value[:1] in {'"', "'"} else value
