"""What a runnable snippet is, once it is read from its pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from techdigest.notes.model import Lang

Language = Literal["python", "bash", "yaml", "go"]
Size = Literal["small", "full"]
Target = str  # "cpu", "kube", or a GPU as a slug: "nvidia-h100"


@dataclass(frozen=True, slots=True)
class Fence:
    """A fence with the class `run`, as it stands on one page and as it is rendered there.

    Attributes:
        path: The page's file, relative to the content folder, with forward slashes.
        line: The line of the opening fence, counted from 1 in the file; code starts on the next.
        language: The word behind the backticks.
        id: The attribute `id`; empty when it is missing.
        options: All other attributes, as written; one without a value has its own name as value.
        code: What stands between the fences, without the indentation, quotes or tabs around it. Empty when
            the page refers to the code of the same snippet in another language's page.
        unread: The rest of the attributes from where they could not be read, such as after a lost quote.
    """

    path: str
    line: int
    language: str
    id: str
    options: Mapping[str, str]
    code: str
    unread: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A page that shows a snippet: its file, the line of the fence, and the page's language."""

    path: str
    line: int
    lang: Lang


@dataclass(frozen=True, slots=True)
class Snippet:
    """A snippet: one piece of code with one record, shown on the page of each language of its note.

    Attributes:
        id: Kebab-case, unique in the whole content folder.
        language: What runs it.
        code: The code, ending in a newline.
        place: The page that holds the code, the default language's where several do.
        places: All pages that show it, `place` first.
        claims: What the snippet proves, in the language of each page that says it.
        needs: What must be there: `gpu`, `torch`, `kube`, `root`, `netns`, `go`, or names of commands.
        timeout: Seconds, for the small size.
        setup: Ids of the snippets whose code runs before, in this order, in the same process.
        files: Names of files beside the note, put into the working folder, with their bytes' SHA-256.
        pins: Versions that the result depends on, as `name==version`.
        is_hidden: Whether the page shows the code folded.
        expect_status: The exit status that counts as success.
        expect_output: Text that the output must contain, or None.
        plot: The name of the picture that the snippet writes into its working folder, or None.
        size: The size it always runs at; None runs small on a CPU and full on a GPU.
        fingerprint: `sha256:…` over all of the above that can change the result; see `fingerprint.py`.
    """

    id: str
    language: Language
    code: str
    place: Place
    places: tuple[Place, ...]
    claims: Mapping[Lang, str] = field(default_factory=lambda: MappingProxyType({}))
    needs: tuple[str, ...] = ()
    timeout: float = 30.0
    setup: tuple[str, ...] = ()
    files: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    pins: tuple[str, ...] = ()
    is_hidden: bool = False
    expect_status: int = 0
    expect_output: str | None = None
    plot: str | None = None
    size: Size | None = None
    fingerprint: str = ""
