"""The whole of an import, without writing anything: a tree in, notes out, one after the other."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import UTC, tzinfo
from functools import cached_property, partial

from techdigest.domains.taxonomy import Taxonomy
from techdigest.importers.asking import Answers, Asked, AskedDomains, AskedLinks, AskedPictures
from techdigest.importers.body import Body
from techdigest.importers.constructs import RULES, Context, apply
from techdigest.importers.dialects import DIALECTS, Recognition, recognise
from techdigest.importers.dialects.base import Facts
from techdigest.importers.fetched import Earlier, Fetch
from techdigest.importers.front.domains import DomainMap, add_words, proposed_map
from techdigest.importers.front.note import FrontOptions, front_of
from techdigest.importers.front.templates import is_template
from techdigest.importers.front.written import front_text
from techdigest.importers.linking import Place, Source
from techdigest.importers.model import Finding, Imported, Outcome, Post, Progress
from techdigest.importers.pictures import PictureFiles, PostPictures
from techdigest.importers.placing import Places
from techdigest.importers.remembered import Memory, rules_of
from techdigest.importers.tree import Tree
from techdigest.notes.fences import read_lines
from techdigest.notes.language import detect
from techdigest.notes.languages import Lang
from techdigest.notes.plain import to_plain

_TEXTS = (".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdx", ".rst", ".adoc", ".org", ".textile")


@dataclass(frozen=True, slots=True)
class Options:
    """How an import is made.

    Attributes:
        dialect: The name of a dialect; `auto` recognises it.
        zone: The zone of times that name none; None for the one that the source's configuration names.
        default_lang: The language of the site's files without suffix.
        taxonomy: The domains of the site.
        domains: What categories and tags mean; None for a proposal.
        taken: Folders of notes that belong to others.
        before: The folders that an earlier import gave to posts.
        frames: Hosts whose iframes may stay.
        snippets: Whether fences that ask to be run go on asking.
        fetch: Fetches a picture from the web; None leaves those where they are.
        earlier: The pictures that an earlier import fetched; they stay.
        memory: What earlier imports converted; None to convert everything.
    """

    dialect: str = "auto"
    zone: tzinfo | None = None
    default_lang: Lang = "zh-Hans"
    taxonomy: Taxonomy = field(default_factory=Taxonomy)
    domains: DomainMap | None = None
    taken: frozenset[str] = frozenset()
    before: Mapping[Source, str] = field(default_factory=dict)
    frames: frozenset[str] = frozenset()
    snippets: bool = False
    fetch: Fetch | None = None
    earlier: Earlier | None = None
    memory: Memory | None = None


@dataclass
class Import:
    """What an import brings.

    Attributes:
        recognition: The dialect, and why.
        places: Where the notes will lie.
        counts: How often each category and tag was met.
        domains: What they mean.
        findings: What belongs to no single note; complete when `notes` have been taken.
        notes: The notes, made when they are asked for; to be taken once.
        data: Returns the bytes of a picture, by what `Imported.pictures` calls its source.
    """

    recognition: Recognition
    places: Places
    counts: Mapping[str, Counter[str]]
    domains: DomainMap
    findings: list[Finding]
    notes: Iterator[Imported]
    data: Callable[[str], bytes | None]


def import_tree(tree: Tree, options: Options | None = None, progress: Progress | None = None) -> Import:
    """Return what a tree brings. The tree is read twice: for the places of all notes, then note by note.

    Raises KeyError for a dialect that there is not.
    """
    options = options or Options()
    told = progress or (lambda _stage, _done, _all: None)
    recognition = (
        recognise(tree)
        if options.dialect == "auto"
        else Recognition(DIALECTS[options.dialect], ("it was asked for",))
    )
    dialect, facts = recognition.dialect, recognition.dialect.facts(tree)
    counts: dict[str, Counter[str]] = {"categories": Counter(), "tags": Counter()}
    places = Places(
        _counted(dialect.posts(tree, []), counts, told, is_jekyll=dialect.name == "jekyll"),
        default_lang=options.default_lang,
        taken=options.taken,
        before=options.before,
        urls=facts.urls,
        ids=facts.ids,
        memory=options.memory,
    )
    domains = options.domains or proposed_map(counts, options.taxonomy)
    zone = options.zone or facts.zone
    front = FrontOptions(dialect.name, zone or UTC, domains, is_zone_given=zone is not None)
    findings = [*tree.findings, *places.findings]
    pictures = PictureFiles(tree, urls=facts.urls, fetch=options.fetch, earlier=options.earlier)
    made = _Making(tree, recognition, facts, places, front, pictures, options)
    return Import(recognition, places, counts, domains, findings, made.notes(findings, told), pictures.data)


def _counted(
    posts: Iterator[Post], counts: dict[str, Counter[str]], told: Progress, *, is_jekyll: bool
) -> Iterator[Post]:
    for done, post in enumerate(posts, 1):
        add_words(counts, post, split_spaces=is_jekyll)
        told("reading", done, 0)
        yield post


@dataclass(frozen=True)
class _Making:
    tree: Tree
    recognition: Recognition
    facts: Facts
    places: Places
    front: FrontOptions
    pictures: PictureFiles
    options: Options

    def notes(self, findings: list[Finding], told: Progress) -> Iterator[Imported]:
        """Yield the notes; what a file has to say by itself goes with the first post of it."""
        met: list[Finding] = []
        seen: set[str] = set()
        done = 0
        for post in self.recognition.dialect.posts(self.tree, met):
            if (post.path, post.number) not in self.places.of:  # it has come since places were found
                findings.append(
                    Finding(post.path, 0, "changed-meanwhile", Outcome.DROPPED, post.path, "import again")
                )
                continue
            own = [each for each in met if each.path == post.path]
            findings += [each for each in met if each.path != post.path]
            met.clear()
            seen.add(post.path)
            done += 1
            told("converting", done, len(self.places.of))
            yield self._note(post, own)
        findings += met
        findings += self._left_out(seen | {each.path for each in findings})

    def _left_out(self, known: AbstractSet[str]) -> Iterator[Finding]:
        """Yield what looks like a text of somebody and is neither a post nor told of."""
        why = f"not where {self.recognition.dialect.name} has its posts"
        for path in self.tree.files:
            if path not in known and path.lower().endswith(_TEXTS):
                yield Finding(path, 0, "no-post", Outcome.DROPPED, path, why)

    def _note(self, post: Post, met: list[Finding]) -> Imported:
        """Return the note of a post: as an earlier import made it, where all is as it was then."""
        place, memory = self.places.of[post.path, post.number], self.options.memory
        post = replace(post, title=place.title, lang=place.lang)
        if memory is None or (key := memory.key(post, tuple(met), place, *self._told)) is None:
            return self._converted(post, place, met)[0]
        go_back = self.pictures.mark(place.folder)
        answers = self._answers(post, place, self.pictures.of_post(post, place.folder))
        if note := memory.recall(key, post, answers):
            return note
        go_back()  # what was asked in vain has named pictures
        note, asked = self._converted(post, place, met)
        memory.keep(key, note, asked)
        return note

    @cached_property
    def _told(self) -> tuple[object, ...]:
        """What all conversions depend on, but for what they ask."""
        options, zone = self.options, (*rules_of(self.front.zone), self.front.is_zone_given)
        name, breaks = self.recognition.dialect.name, self.facts.breaks
        return name, breaks, zone, options.default_lang, options.frames, options.snippets

    def _answers(self, post: Post, place: Place, pictures: PostPictures) -> Answers:
        """Return all that a conversion learns of the rest of the source."""
        links, folder = self.places.links(post), posixpath.dirname(post.path)
        return {
            "link": links.to,
            "part": links.part,
            "draft": links.is_draft,
            "picture": pictures.taken,
            "text": lambda path: self.tree.text(posixpath.normpath(posixpath.join(folder, path))),
            "domains": self.front.domains.of,
        }

    def _converted(self, post: Post, place: Place, met: list[Finding]) -> tuple[Imported, Asked]:
        """Return the note of a post, and what was asked to make it."""

        def report(rule: str, outcome: Outcome, key: str, text: str, why: str) -> None:
            line = post.front_lines.get(key, 0)
            met.append(Finding(post.path, line, rule, outcome, " ".join(text[:320].split())[:160], why))

        body = Body(post.body, post.line)
        pictures = self.pictures.of_post(post, place.folder)
        asked = Asked(self._answers(post, place, pictures))
        context = Context(
            post,
            self.recognition.dialect.name,
            AskedLinks(asked),
            AskedPictures(asked),
            frames=self.options.frames,
            snippets=self.options.snippets,
            templates=is_template(post),
            breaks=self.facts.breaks,
            title=place.title,
            read=partial(asked.ask, "text"),
            findings=met,
        )
        apply(RULES, body, context)
        options = replace(self.front, domains=AskedDomains(asked))
        front = front_of(post, place, options, report, tags=context.tags)
        text = body.text.strip("\n")
        is_bare = place.name == "index.md" and "lang" not in front
        if is_bare and _language(place.title, text, self.options.default_lang) != place.lang:
            front = {"title": front.pop("title"), "lang": place.lang, **front}
        whole = front_text(front) + (f"\n{text}\n" if text else "")
        copied = {f"{place.folder}/{file}": source for file, source in pictures.copied.items()}
        note = Imported(post, place.path, whole, copied, tuple(sorted([*met, *pictures.findings])))
        return note, asked


def _language(title: str, text: str, default: Lang) -> Lang:
    """Return the language that the site will find in a note that names none."""
    return detect(f"{title}\n{to_plain(text, read_lines(text))}", default)
