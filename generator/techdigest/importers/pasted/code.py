"""Tell code from prose, and one language from another, by simple features."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from techdigest.importers.pasted.model import cjk_count

_SHELL = re.compile(
    r"(?:\$ |# |> )?(?:sudo|apt(?:-get)?|yum|dnf|brew|pip3?|conda|npm|npx|yarn|pnpm|git|docker|kubectl|helm"
    r"|minikube|systemctl|service|cd|ls|ln|cp|mv|rm|mkdir|chmod|chown|cat|echo|grep|sed|awk|curl|wget|tar|ssh|scp|rsync|vi"
    r"|vim|nano|export|source|make|cmake|gcc|go|cargo|python3?|node|java|mvn|gradle|ps|kill|top|df|du|mount|umount"
    r"|iptables(?:-save)?|nvidia-smi|update-initramfs|bash|sh|nvcc|ip|ping|netstat|hexo|hugo|jekyll)"
    r"(?: (?=[\w./~\"'$@{-])[^。，]*|$)"
)
_PROMPT = re.compile(r"(?:\$ \S|>>> |\.\.\. |PS [A-Z]:\\|[\w.-]+@[\w.-]+:[^\s#$]*[#$] ?|In \[\d+\]:|C:\\.*>)")
_STATEMENT = re.compile(
    r"(?:import [\w.*{}, ]+(?: as \w+| from .+)?;?|from [\w.]+ import .+|package \w+;?|#include\s*[<\"].+"
    r"|(?:async )?def \w+\(.*|class \w+.*[:{]|return\b.*|(?:el)?if\b.*[:{]|else\s*[:{]?|\}? ?else\b.*\{"
    r"|for\b.*[:{]|while\b.*[:{]|try\s*[:{]|except\b.*:|finally\s*[:{]|switch\b.*\{"
    r"|case\b.*:|with\b.*:|func\b.*|fn \w+.*"
    r"|(?:const|let|var)\s+[\w{\[].*|(?:public|private|protected|static|final)\s+\w.*"
    r"|(?:int|char|float|double|long|void|bool|string|auto|size_t|vector<.+>)\s+[*&]?\w+.*"
    r"|use [\w:]+.*;|impl\b.*\{|struct \w+.*|type \w+ .*|pub .*|assert\b.*|print\(.*|console\.\w+\(.*"
    r"|fmt\.\w+\(.*|select\b.+\bfrom\b.+|insert into .+|create table .+|update \w+ set .+"
    r"|end|begin|fi|done|then|do"
    r"|-[A-Z] [A-Z][\w-]+ .+|[drwxl-]{10} .+|(?:FROM|RUN|COPY|ENV|CMD|ENTRYPOINT|WORKDIR|EXPOSE|ARG) \S.*)",
    re.IGNORECASE,
)
_ASSIGNMENT = re.compile(r"[\w.\[\]\"'*, ]{1,80}\s*(?::=|[-+*/|&^]?=(?!=)|<-)\s*\S.*")
_CALL = re.compile(r"[\w.>:-]{1,80}\([^()]{0,400}\)[;,{]?")
_COMMENT = re.compile(r"(?://|#|--|/\*|\*/|\* |;;|%%?|<!--)(?:\s|\W|\w).*|/\*|\*/")
_BRACKETS = re.compile(r"[\]\[{}()<>;,]+")
_PAIR = re.compile(r"[\"']?[\w.$/-]{1,60}[\"']?:(?: .*|$)")  # YAML, JSON
_YAML_ITEM = re.compile(r"- (?:[\w.$/-]{1,60}:(?: .*|$)|[\w./:@-]{1,80})")
_TAG = re.compile(r"</?[a-zA-Z][\w:-]*(?:\s[^<>]*)?/?>.*")
_CODE_END = re.compile(r"[{};\\]$|\)\s*:$|&&$|\|$|=>$|->$")
_FEWEST_FEATURES = 7  # one line in so many must have a language's features
_LONGEST = 1000  # characters of a line that tell what it is
_ITEM = re.compile(r"\s*(?:[-*+•]|\d{1,3}[.)])\s")


@lru_cache(maxsize=1 << 13)
def weight(line: str) -> int:  # noqa: PLR0911 - one answer a feature, the surest first
    """Return how much a line looks like code: 2 certainly, 1 perhaps, 0 says nothing, below 0 like prose."""
    line = line[:_LONGEST]
    words = line.strip()
    if not words:
        return 0
    foreign = cjk_count(words)
    if (
        foreign
        and not _COMMENT.match(words)
        and foreign * 3 > len(words)
        and not re.search(r"[\"'#/]", words)
    ):
        return -2
    if words[-1] in "。！？，；：" or (foreign and words[-1] in "，、"):
        return -2
    if _PROMPT.match(words) or _CODE_END.search(words) or _BRACKETS.fullmatch(words):
        return 2
    if _is_sentence(words):
        return -1
    if (
        _STATEMENT.fullmatch(words)
        or _SHELL.fullmatch(words)
        or _CALL.fullmatch(words)
        or _TAG.fullmatch(words)
    ):
        return 2
    if _ASSIGNMENT.fullmatch(words) and not foreign:
        return 2
    if _COMMENT.fullmatch(words):
        return 1
    if _PAIR.fullmatch(words) or _YAML_ITEM.fullmatch(words):
        return 1 if line[:1] == " " or "_" in words or words.endswith(":") else 0
    if line.startswith(("  ", "\t")) and not _ITEM.match(line):
        return 1
    return -1 if " " in words or foreign else 0


def _is_sentence(words: str) -> bool:
    """Whether Latin words read as a sentence: a capital, several plain words, none of code's signs."""
    plain = words.split()
    if len(plain) < 3 or not words[0].isupper() or re.search(r"[=(){}\[\];|$<>]|--|::|://", words):
        return False
    known = sum(word.strip(",.:!?'\"").isalpha() for word in plain)
    return known * 10 >= len(plain) * 8 and not words.isupper()


def is_code(lines: list[str]) -> bool:
    """Whether lines that stand together are code: more of them must look so than like prose."""
    if _is_yaml(lines):
        return True
    weights = [weight(line) for line in lines]
    sure = sum(each == 2 for each in weights)
    prose = sum(-each for each in weights if each < 0)
    return sure > 0 and sum(each for each in weights if each > 0) > prose * 2


def _is_yaml(lines: list[str]) -> bool:
    """Whether at least three lines are keys, some below others."""
    if len(lines) < 3:
        return False
    words = [line.strip() for line in lines]
    return (
        all(_PAIR.fullmatch(each) or _YAML_ITEM.fullmatch(each) for each in words)
        and any(line[:1] == " " for line in lines)
        and any(each.endswith(":") for each in words)
        and not any(map(cjk_count, words[:1]))
    )


def may_be_code(lines: list[str]) -> bool:
    """Whether lines that something else says to be code may be it: nothing looks like prose."""
    return is_code(lines) or all(weight(line) > 0 for line in lines)


_FEATURES: tuple[tuple[str, str], ...] = (
    ("pycon", r"^(?:>>>|\.\.\.) "),
    ("php", r"^<\?php|^\$\w+ = .+;$"),
    ("html", r"^<!DOCTYPE|^</?(?:html|head|body|div|span|p|a|ul|li|script|style)\b"),
    ("xml", r"^<\?xml|^</?[a-z][\w:-]*(?: [\w:]+=\"[^\"]*\")*/?>$"),
    ("cpp", r"#include\s*[<\"]|std::|\bcout\b|^using namespace|vector<|^template ?<|nullptr"),
    ("c", r"#include\s*<\w+\.h>|\bprintf\(|\bmalloc\(|^int main\(void|\bstruct \w+ \*"),
    ("java", r"^(?:public|private|protected) |System\.out|^import java|@Override|\bnew \w+<"),
    ("go", r":=|^func |^package \w+$|\bfmt\.|err != nil|^\}? ?else if .*\{$|\bnil\b|^var \w+ \w"
     r"|^type \w+ (?:struct|interface)"),
    ("rust", r"^(?:pub )?fn |let mut |println!|^use \w+::|^impl\b|-> Result<|&mut "),
    ("python", r"^def \w+\(.*\).*:$|^from [\w.]+ import|^import \w[\w.]*(?: as \w+)?$|^elif .*:$|self\."
     r"|\bnp\.|^print\(|^class \w+(?:\(.*\))?:$|^@\w+|\bNone\b|^(?:if|for|while|with|try|except|else)\b.*:$"
     r"|__\w+__"
     r"|^[a-z_]\w* ?= ?[\w.]+\("),
    ("javascript", r"^(?:const|let|var) \w|=>|console\.|function ?\w*\(|^export |require\("
     r"|^import .* from ['\"]|==="),
    ("typescript", r"^interface \w+ \{|: (?:string|number|boolean)\b|^type \w+ ="),
    ("sql", r"(?i)^(?:select|insert into|update \w+ set|delete from|create (?:table|index)|alter table)\b"),
    ("docker", r"^(?:FROM \S+|RUN |COPY |ENTRYPOINT|WORKDIR |CMD \[)"),
    ("yaml", r"^[\w.-]+:(?: [^{;]*)?$|^- \w[\w.-]*: |^apiVersion:|^---$"),
    ("json", r"^[{\[]$|^\"[\w.-]+\": ?|^[}\]],?$"),
    ("ini", r"^\[[\w. -]+\]$|^[\w.-]+ ?= ?[^=({;]*$"),
    ("diff", r"^@@ |^[-+]{3} \S|^[-+](?![-+ ])\S"),
    ("bash", _SHELL.pattern + r"|^#!.*sh\b|\$\{?\w+|^(?:fi|done|then)$|^export \w+=|&& \\$| \| |^\$ "),
    ("console", r"^[\w.-]+@[\w.-]+:\S*[#$] |^\$ "),
    ("tex", r"^\\(?:begin|end|documentclass|usepackage|section)\b"),
)  # fmt: skip


@cache
def _features() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(pattern)) for name, pattern in _FEATURES)


def language_of(lines: list[str], name: str = "") -> tuple[str, str]:
    """Return the language of code and why it is a guess; certain where the file's name tells it.

    Only the first 200 lines are looked at. Empty where nothing speaks for any language.
    """
    if name and (known := by_file_name(name)):
        return known, ""
    shown = [line.strip()[:400] for line in lines[:200] if line.strip()]
    points = {key: sum(bool(pattern.search(line)) for line in shown) for key, pattern in _features()}
    best = max(points, key=lambda key: points[key])  # the first of equals
    if shown and _PROMPT.match(shown[0]) and not points["pycon"]:
        best = "console"
    if points[best] * _FEWEST_FEATURES < len(shown) or not shown:
        return "", "no language was recognised"
    return best, f"the language was guessed: {best}"


def by_file_name(name: str) -> str:
    """Return the language that Pygments knows for a file's name; empty for none."""
    from pygments.lexers import find_lexer_class_for_filename  # noqa: PLC0415 - takes time, rarely needed

    found = find_lexer_class_for_filename(name)
    return found.aliases[0] if found and found.aliases and found.name != "Text only" else ""


_LABELS = frozenset(
    """
    bash sh shell zsh fish console powershell ps1 bat batch python python3 py pycon c c++
    cpp c# csharp cs java kotlin scala groovy go golang rust rs swift objective-c objc dart javascript js
    jsx typescript ts tsx html xml css scss sass less vue json json5 yaml yml toml ini
    properties sql mysql postgresql graphql proto protobuf dockerfile docker makefile make
    cmake nginx apache lua perl php ruby rb r julia matlab octave haskell hs ocaml elixir erlang clojure lisp
    scheme elisp vim asm nasm gas llvm cuda verilog vhdl systemverilog fortran pascal delphi zig nim tex
    latex markdown md diff text http solidity hcl terraform awk sed cypher
    """.split()  # noqa: SIM905 - easier to read
)


def by_label(label: str) -> str:
    """Return the language of a label above code, such as `Python` or `shell`; empty for none."""
    from pygments.lexers import find_lexer_class_by_name  # noqa: PLC0415 - takes time, rarely needed
    from pygments.util import ClassNotFound  # noqa: PLC0415 - as above

    if label.lower() not in _LABELS:  # Pygments knows hundreds, words such as `tea` among them
        return ""
    try:
        return str(find_lexer_class_by_name(label.lower()).aliases[0])
    except ClassNotFound:
        return ""
