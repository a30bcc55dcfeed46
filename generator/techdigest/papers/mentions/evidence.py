"""How lines of reference lists are told from prose, and what they say besides the title."""

from __future__ import annotations

import re
from functools import lru_cache

from techdigest.papers.model import Paper
from techdigest.papers.titles import title_key

_YEAR = re.compile(r"(?<![\d.])(?:19[3-9]\d|20[0-4]\d)(?![\d.]\d|\d)")
_NUMBER = re.compile(r"[\s>*+\-•]{0,12}(?:\[\d{1,3}\]|\(\d{1,3}\)|［\d{1,3}］|\d{1,3}[.)、．](?!\d))")
_VENUES = (
    "ACM IEEE USENIX Springer Elsevier Press PMLR NIPS NeurIPS ICML ICLR SOSP OSDI NSDI EuroSys SIGMOD VLDB "
    "KDD CVPR ICCV ECCV ICDCS HPDC SoCC CoNEXT ATC ASPLOS ISCA SIGCOMM INFOCOM AAAI IJCAI EMNLP INDOCRYPT"
).replace(" ", "|")
# What a line of a reference list holds, and prose hardly: one point for each of these.
_CLUES = tuple(
    re.compile(clue)
    for clue in (
        # A. Verma, D. G. Feitelson.
        r"(?<![A-Za-z])(?:[A-Z]\.[ \-]?){1,3}(?:[a-z]{2,3} )?[A-Z][\w'’\-]{1,30}(?:,| and|\.|&)",
        # Burrows, M.
        r"[A-Z][\w'’\-]{1,30},? (?:[A-Z]\.?[ \-]?){1,3}(?:,|;| and|\.| et| \(|:)",
        # Pham, Hieu,
        r"[A-Z][\w'’\-]{1,30}, [A-Z][a-z]{1,30}(?:,| and|\.)",
        r"\bet al\b|等[.,．，。]",
        r"\[(?:J|C|M|D|R|S|N|P|Z|A|EB|DB|CP)(?:/OL)?\]",
        r"\b(?:In ?)?(?:Proc\.|Proceedings|Procs\.)|\bIn:|InProc",
        r"\b(?:Conf\.|Conference|Symp\.|Symposium|Workshop|Trans\.|Transactions|Journal|J\.|Comm\.|Communications)"
        r"(?!\w)",
        r"\bpages ?\d|\bpp?\. ?\d|\bvol\. ?\d|\bno\. ?\d|\d{1,3} ?\(\d{1,3}\) ?[:,]|: ?\d{1,4}[\-–—]\d{1,4}",
        r"\barXiv\b|\bCoRR\b|\bpreprint\b|\bdoi\b|Technical [Rr]eport|\bTech\. Rep\b",
        r"\burl ?=|\bBlog post\b|\bAvailable at\b|\[Online\]|\b[Aa]ccesse[ds]\b",
        rf"\b(?:{_VENUES})\b",
        # SOSP'09
        r"\b[A-Z][A-Za-z]{2,10} ?['’]\d\d\b",
        # (Lamport, 1998)
        r"[(（][A-Z][\w'’\-]{1,30}(?: et al\.?| (?:and|&) [A-Z][\w'’\-]{1,30})?,? (?:19|20)\d\d[a-z]?[)）]",
    )
)
_CAPITAL = re.compile(r"[A-Z]")
_SEARCHED = 2000  # characters of a line


@lru_cache(maxsize=1024)
def weight(line: str) -> int:
    """How much speaks for a line of a reference list: its number, its year, and the clues of above."""
    line = line[:_SEARCHED]
    if not _CAPITAL.search(line):
        return 0
    points = bool(_YEAR.search(line)) + bool(_NUMBER.match(line))
    return points + sum(clue.search(line) is not None for clue in _CLUES)


def is_reference(line: str) -> bool:
    """Whether this is a line of a reference list, or one that cites as such lists do."""
    return weight(line) >= 2


def has_year(paper: Paper, line: str) -> bool:
    """Whether a line names the year of a paper."""
    return paper.year is not None and any(
        int(match[0]) == paper.year for match in _YEAR.finditer(line[:_SEARCHED])
    )


def has_author(paper: Paper, line: str) -> bool:
    """Whether a line names one of a paper's first authors by family name."""
    words = title_key(line[:_SEARCHED])
    return any(title_key(author.family) in words for author in paper.authors[:3] if len(author.family) > 1)


def fitting(papers: tuple[Paper, ...], line: str) -> Paper | None:
    """Of papers of one title the one whose year the line names, else the first."""
    return next((paper for paper in papers if has_year(paper, line)), papers[0] if papers else None)
