"""What goes in and what comes out: passages, translations side by side, and pairs of terms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

#: 追踪（tracing）; tracing（追踪）; tracing，即追踪; tags and lines of translations.
Kind = Literal["bracket", "gloss", "apposition", "tags", "lines"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of plain text, such as the section of a page.

    Attributes:
        place: Any name by which the caller finds the passage again; translations may share one, and what
            stands at one place counts once.
        text: Plain text; blocks apart by line breaks.
        lang: BCP 47 tag; says whose spelling a Chinese term is.
        document: What the translations of one document share. English passages bear out what the Chinese
            ones say. Empty: the passage stands alone.
    """

    place: str
    text: str
    lang: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class Parallel:
    """Lines that say the same in Chinese and in English, by position.

    `tags` are lists of terms; `lines` are titles and headings, whose parts are terms only sometimes.
    """

    place: str
    chinese: tuple[str, ...]
    english: tuple[str, ...]
    lang: str = ""
    document: str = ""
    kind: Literal["tags", "lines"] = "lines"


@dataclass(frozen=True, slots=True)
class TermPair:
    """A Chinese term and its English one.

    Attributes:
        han: The Chinese term, folded to Simplified characters.
        latin: The English term as it is mostly written.
        count: At how many places the pair was found.
        confidence: 0 … 1; `mine` leaves out what it trusts less than it is asked to.
        places: Where, in order of first occurrence.
        spellings: The Chinese term as written: (language, spelling), sorted.
    """

    han: str
    latin: str
    count: int
    confidence: float
    places: tuple[str, ...]
    spellings: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """One place that says that two terms are the same.

    Attributes:
        han: The Chinese term as written.
        latin: The English one.
        place: See `Passage`, as are `lang` and `document`.
        trust: How far it is to be believed, 0 … 1.
        kind: What the place looks like.
        names: What makes a pair of it: the Chinese term folded, the stems of the English one.
        repeated: A wording that makes the trust grow by `bonus` if it stands more than once in all texts.
        outnumbers: The claim only holds if the first of these wordings stands more than twice as often in all
            texts as the second one, which counts once if it is empty.
    """

    han: str
    latin: str
    place: str
    lang: str
    trust: float
    kind: Kind
    document: str = ""
    names: tuple[str, str] = ("", "")
    repeated: str = ""
    bonus: float = 0.0
    outnumbers: tuple[str, str] | None = None

    def asks(self) -> Iterator[str]:
        """Yield the wordings that have to be counted."""
        return filter(None, (self.repeated, *(self.outnumbers or ())))


@dataclass(frozen=True, slots=True)
class Survey:
    """What one text, or a few of one document, add to what is mined from all of them.

    Attributes:
        claims: What is said of terms.
        runs: The folded runs of Han characters, in which wordings are counted, apart by blanks.
        document: See `Passage`.
        english: The stems of the words of an English text, between blanks.
    """

    claims: tuple[Claim, ...]
    runs: str = ""
    document: str = ""
    english: str = ""
