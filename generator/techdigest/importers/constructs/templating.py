"""The tags of Liquid and Nunjucks, and Hugo's shortcodes: how they are written, and their arguments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from techdigest.importers.body import Body

# What stands in a tag stops at the next opening, so that a text full of openings costs linear time.
_IN_TAG = r"(?:[^%{\n]++|%(?!\})|\{(?!%))*+"
_IN_SHORTCODE = r"(?:[^{>%\n]++|[%>](?!\}\})|\{(?!\{))*+"
FLOW = (
    *("if", "elsif", "elif", "else", "endif", "unless", "endunless", "case", "when", "endcase"),
    *("for", "endfor", "tablerow", "endtablerow", "break", "continue", "cycle", "ifchanged", "endifchanged"),
    *("assign", "capture", "endcapture", "increment", "decrement", "set", "macro", "endmacro"),
)
"""The names of the tags that decide, repeat and remember."""
_ARGUMENT = re.compile(
    r"""(?:(?P<key>[A-Za-z_][\w-]{0,60})[ \t]*[=:][ \t]*(?=\S))?"""
    r"""(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|`(?P<raw>[^`]*)`|“(?P<curly>[^”]*)”|(?P<bare>[^\s"'`]\S*|\S))"""
)


def tag(names: str) -> re.Pattern[str]:
    """Return the pattern of `{% name … %}`, with groups `name` and `arguments`; `names` is a pattern."""
    return re.compile(rf"(?<!\\)\{{%-?[ \t]*(?P<name>{names})(?![\w-])(?P<arguments>{_IN_TAG})%\}}")


def shortcode(names: str) -> re.Pattern[str]:
    """Return the pattern of Hugo's `{{< name … >}}` and `{{% name … %}}`, with the same groups."""
    return re.compile(
        rf"(?<!\\)\{{\{{[<%][ \t]*(?P<name>{names})(?![\w-])(?P<arguments>{_IN_SHORTCODE})[>%]\}}\}}"
    )


def closing_shortcode(names: str) -> re.Pattern[str]:
    """Return the pattern of `{{< /name >}}`."""
    return re.compile(rf"\{{\{{[<%][ \t]*/[ \t]*(?P<name>{names})[ \t]*[>%]\}}\}}")


@dataclass(frozen=True, slots=True)
class Arguments:
    """The arguments of a tag: those with a name, and the others in order."""

    named: dict[str, str]
    others: list[str]

    def get(self, *names: str) -> str:
        """Return the first of the named arguments that is there, or an empty text."""
        return next((self.named[name] for name in names if self.named.get(name)), "")

    def at(self, number: int) -> str:
        """Return an argument without name, or an empty text."""
        return self.others[number] if number < len(self.others) else ""


def arguments_of(text: str, *, has_names: bool = True) -> Arguments:
    """Read the arguments of a tag. Without `has_names`, `key=value` is a text like any other."""
    named: dict[str, str] = {}
    others: list[str] = []
    for match in _ARGUMENT.finditer(text.strip().removesuffix("-").removesuffix("/").strip()):
        parts = (match[group] for group in ("double", "single", "raw", "curly", "bare"))
        value = next((part for part in parts if part is not None), "").strip()
        if match["key"] and has_names:
            named.setdefault(match["key"].lower(), value)
        else:
            others.append(match[0] if match["key"] else value)
    return Arguments(named, others)


def pairs(
    body: Body, opening: re.Pattern[str], closing: re.Pattern[str]
) -> Iterator[tuple[re.Match[str], re.Match[str], int]]:
    """Yield opening and closing tag of elements that do not nest, such as code, and the line of the first."""
    closings = closing.finditer(body.text)
    end = next(closings, None)
    done = 0
    for match, line in body.find(opening):
        if match.start() < done:
            continue
        while end and end.start() < match.end():
            end = next(closings, None)
        if end is None:
            return
        done = end.end()
        yield match, end, line
