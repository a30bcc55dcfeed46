"""A built page -> what it shows: its article only, without what the theme puts around the note."""

from __future__ import annotations

from html.parser import HTMLParser

from techdigest.importers.fidelity.facts import Facts, Thing, What

_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source"}
)
_VOID |= {"track", "wbr"}
_UNSEEN = frozenset({"script", "style", "svg", "template", "noscript"})
_FURNITURE = frozenset({"headerlink", "footnote-backref", "linenos", "linenodiv", "td-snippet"})
_BLOCKS = frozenset(
    {"p", "div", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "tr"}
)
_BLOCKS |= {"table", "pre", "blockquote", "figure", "figcaption", "section", "details", "summary", "br", "hr"}


def read_page(text: str) -> Facts:
    """Return what the article of a page shows; all of the body where it has none. Linear in the text."""
    start = text.find("<article")
    end = text.find("</article", start)
    parser = _Page()
    parser.feed(text[start:end] if start >= 0 and end >= 0 else text)
    parser.close()
    parser.flush()
    return parser.facts


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.facts = Facts()
        self._text: list[str] = []
        self._hidden = 0  # elements that are open and not seen
        self._beside = 0  # elements that are open and the theme's
        self._links: list[tuple[str, list[str]]] = []
        self._code: list[str] | None = None
        self._tables: list[list[str]] = []
        self._note: list[str] | None = None
        self._note_depth = 0

    def handle_starttag(  # noqa: PLR0912 - one branch a tag
        self, tag: str, attrs: list[tuple[str, str | None]]
    ) -> None:
        values = {key: value or "" for key, value in attrs}
        if self._hidden:
            self._hidden += tag not in _VOID
            return
        if tag in _BLOCKS:
            self.flush()
        if self._beside:
            self._beside += tag not in _VOID
        elif "data-search-exclude" in values and tag not in _VOID:
            self.flush()
            self._beside = 1
        if "data-tex" in values:
            self.facts.add(What.FORMULA, values["data-tex"])
            self._hidden = 1
        elif self._is_unseen(tag, values):
            self._hidden = int(tag not in _VOID)
        elif tag == "img":
            self.facts.add(What.IMAGE, values.get("alt", ""), values.get("src", ""))
        elif tag in ("audio", "video", "source", "iframe"):
            self.facts.add(What.LINK, "", values.get("src", ""))
        elif tag == "a":
            if "td-remote-image" in values.get("class", ""):  # a picture of another site is shown as a link
                self.facts.things_beside.append(Thing(What.IMAGE, "", values.get("href", "")))
            self._links.append((values.get("href", ""), []))
        elif tag == "pre":
            self._code = []
        elif tag == "table":
            self._tables.append([])
        elif tag == "li" and values.get("id", "").startswith("fn:"):
            self._note, self._note_depth = [], 0
        elif tag == "li" and self._note is not None:
            self._note_depth += 1

    def parse_marked_section(self, i: int, report: int = 1) -> int:
        """Take `<![` for the comment that browsers make of it; Python's own way raises for some."""
        return self.parse_bogus_comment(i)

    def _is_unseen(self, tag: str, values: dict[str, str]) -> bool:
        classes = set(values.get("class", "").split())
        if "footnote-ref" in classes:
            return True
        return tag in _UNSEEN or bool(classes & _FURNITURE)

    def handle_endtag(self, tag: str) -> None:
        if self._hidden:
            self._hidden -= tag not in _VOID
            return
        if tag in _BLOCKS or self._beside == 1:
            self.flush()
        if tag == "a" and self._links:
            target, words = self._links.pop()
            links = self.facts.things_beside if self._beside else self.facts.things
            if target:
                links.append(Thing(What.LINK, "".join(words), target))
        elif tag == "pre" and self._code is not None:
            self.facts.add(What.CODE, "".join(self._code))
            self._code = None
        elif tag == "table" and self._tables:
            self.facts.add(What.TABLE, " ".join(self._tables.pop()))
        elif tag == "li" and self._note is not None:
            if self._note_depth:
                self._note_depth -= 1
            else:
                self.facts.add(What.FOOTNOTE, "".join(self._note))
                self._note = None
        if self._beside:
            self._beside -= tag not in _VOID

    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        if self._code is not None:
            self._code.append(data)
            return
        self._text.append(data)
        for words in (
            *(words for _, words in self._links[-1:]),
            *self._tables[-1:],
            *([self._note] if self._note is not None else []),
        ):
            words.append(data)

    def flush(self) -> None:
        """Take what was gathered for a piece of text."""
        if self._beside:
            self.facts.beside.append("".join(self._text))
        else:
            self.facts.say("".join(self._text))
        self._text = []
