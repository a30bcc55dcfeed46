"""HTML of posts, cleaned: scripts, handlers and script addresses go, frames become links.

What may stay is told by nh3 and its lists of elements and attributes; the build cleans pages once more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape
from urllib.parse import urlsplit

from techdigest.importers.body import Body, Edit
from techdigest.importers.constructs import bare_link
from techdigest.importers.constructs.base import Change, Context, Rule
from techdigest.importers.constructs.containers import line_around
from techdigest.importers.html_tags import ALONE, DROPPED, FORMS, KNOWN, cleaned
from techdigest.importers.model import Outcome

_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[A-Za-z][^\s<>/]{0,60})"
    r"(?P<rest>(?:(?=[\s/])(?:[^<>\n]++|\n(?![ \t]*(?:\n|>[ \t]*\[!)))*+)?)>"
)
_MOST = 4  # times that a text is gone through
_OPEN = re.compile(r"(?<!\{\{)(?<!\\)<(?=/?[A-Za-z])")  # not a shortcode
_HALF = re.compile(r"</?(?P<name>[A-Za-z][A-Za-z0-9-]{0,40})(?![A-Za-z0-9-])")
# A tag that goes from here would close up the one around it.
_NEXT = re.compile(r"<(?:[^<>\n]++|\n(?![ \t]*(?:\n|>[ \t]*\[!)))*+<")
_TASK = re.compile(
    r"<input(?:[ ]+(?:type=[\"']?checkbox[\"']?|checked|disabled)(?:=[\"'][\"'])?)*[ /]*>", re.IGNORECASE
)
_ENDING = re.compile(r"(?:\^[\w-]+|--|==|[\]}`~:|$])[ \t]*$")  # what means something at the end of a line
# In front of what stands in the address of a link or of a reference.
_ADDRESS = re.compile(r"(?:\[[^\[\]]*\]\(|^[ \t]{0,3}\[[^\[\]^][^\[\]]*\]:)[ \t]*(?P<bare>[^\s()<>]*)$")
_BARE = re.compile(r"[\s()]|\Z")
_CLOSED = re.compile(r"(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'))?[ \t]*(?:\)|\n|\Z)")
_AUTOLINK = re.compile(r"<(?:(?:https?|ftp|mailto|tel):[^\s<>]*|[\w.+-]+@[\w.-]+)>", re.IGNORECASE)
_SOURCE = re.compile(r"""(?<![\w-])src[ \t\n]*=[ \t\n]*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""", re.IGNORECASE)


def _apply(body: Body, context: Context) -> None:
    for _ in range(_MOST):  # what goes may have hidden something, such as the rest of a comment
        before = body.text
        body.edit(_edits(body, context))
        if body.text == before:
            return
        if "http" in body.text:  # an address that stood in what was a tag
            bare_link.RULE.apply(body, context)


def _edits(body: Body, context: Context) -> Iterator[Edit]:
    text, done, ends = body.text, 0, _Ends(body.text)
    for match, line in body.find(_OPEN):
        start = match.start()
        if start < done:
            continue
        tag = _TAG.match(text, start)
        before, _ = line_around(text, start, start)
        if address := _ADDRESS.search(before):
            done, new = _in_address(text, start, tag, is_bare=bool(address["bare"]))
            yield start, done, new
            continue
        if tag and body.is_code_line(tag.end() - 1):
            tag = None  # it has no end in front of the code
        end = ends.behind(tag) if tag else start + 1
        if tag and body.is_code_line(end - 1):
            end = tag.end()
        done = end
        change = _whole(tag, text[start:end], context) if tag else _half(text, start)
        if change is not None:
            context.found(change.outcome, line, text[start : end if tag else start + 60], change.why)
            if change.text is not None:
                yield start, end, change.text or _gap(text, start, end)


def _in_address(text: str, start: int, tag: re.Match[str] | None, *, is_bare: bool) -> tuple[int, str]:
    """Return where a piece of an address ends that looks like a tag, and how it is written there."""
    if not is_bare and tag and _CLOSED.match(text, tag.end()):
        return tag.end(), tag[0]  # `[text](<an address>)`
    end = _BARE.search(text, start).start()  # type: ignore[union-attr]  # matches the end of the text
    return end, text[start:end].replace("<", "%3C").replace(">", "%3E")


def _gap(text: str, start: int, end: int) -> str:
    """Return what stays of a tag that goes: a comment, where the pieces around it would become something."""
    before, behind = line_around(text, start, end)
    is_first, is_last = not before.strip(" \t>"), not behind.strip()
    if is_first or is_last:
        is_joined = not is_last if is_first else _ENDING.search(before) is not None
    else:
        is_joined = before[-1] in "<{%/[!(:#^~=*_$`" or "[[" in before.rpartition("]]")[2]
    return "<!-- -->" if is_joined else ""


class _Ends:
    """Finds the ends of elements that go with all that is in them."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._none: set[str] = set()  # elements that nothing closes any more

    def behind(self, tag: re.Match[str]) -> int:
        """Return the place behind the closing tag of such an element, else behind the tag."""
        name = tag["name"].lower()
        if tag["close"] or name in self._none or not (name in DROPPED or name == "iframe"):
            return tag.end()
        closing = re.compile(rf"</{name}\b[^<>]*>", re.IGNORECASE).search(self._text, tag.end())
        if closing is None:
            self._none.add(name)
            return tag.end()
        return closing.end()


def _half(text: str, start: int) -> Change | None:
    """What begins as a tag, but has no end before the next one: browsers would read on."""
    name = _HALF.match(text, start)
    if not _NEXT.match(text, start) and (name is None or name["name"].lower() not in KNOWN):
        return None
    return Change("&lt;", Outcome.CONVERTED, "a tag without its end: shown as text")


def _whole(tag: re.Match[str], whole: str, context: Context) -> Change | None:
    name = tag["name"].lower()
    if name == "iframe":
        return Change("", Outcome.DROPPED) if tag["close"] else _frame(tag["rest"], whole, context)
    if name in DROPPED:
        return Change("", Outcome.DROPPED, f"<{name}> runs or styles, and is no text")
    if name in ALONE or (name in FORMS and not _TASK.fullmatch(whole)):
        return Change("", Outcome.DROPPED)
    if name not in KNOWN:
        if _AUTOLINK.fullmatch(whole):
            return None
        return Change(f"&lt;{whole[1:-1]}&gt;", Outcome.CONVERTED, "no element of HTML: shown as text")
    new = cleaned(whole)
    why = "of this tag, what may run or is unknown"
    return Change(new, Outcome.DROPPED, why) if new != whole else None


def _frame(rest: str, whole: str, context: Context) -> Change:
    source = _SOURCE.search(rest)
    address = unescape(next((part for part in source.groups() if part), "")).strip() if source else ""
    address = f"https:{address}" if address.startswith("//") else address
    if not re.match(r"https?://[^\s<>\[\]]+$", address):
        return Change("", Outcome.DROPPED, "a frame without an address")
    shown = escape(address)
    if urlsplit(address).hostname in context.frames:
        made = f'<iframe src="{shown}" loading="lazy"></iframe>'
        return Change(made if made != whole else None, Outcome.KEPT, "this host may be framed")
    link = f'<a href="{shown}">{shown}</a>' if re.search(r"[()\"']", address) else f"<{address}>"
    return Change(link, Outcome.CONVERTED, "pages here ask no other site: a link")


RULE = Rule(
    "html",
    "Cleaned: scripts, handlers, script addresses and styles go, frames become links, other tags text.",
    _apply,
    needs=("<",),
)
