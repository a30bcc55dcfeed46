"""What a page says about the state of a snippet: one sentence for each record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from techdigest.markdown.snippet_text import text
from techdigest.markdown.snippet_words import WORDS
from techdigest.notes.model import Lang
from techdigest.snippets.model import Snippet, Target
from techdigest.snippets.record_model import Record
from techdigest.snippets.states import Standing, State, is_gpu

# The first of these that the code has imported tells most about what its result depends on.
_TELLING = ("torch", "cupy", "numba", "triton", "numpy")
_SCHEMAS = "kubernetes-validate"  # has the version of the schemas that manifests are checked against
_RELEASE = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_DATE = re.compile(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b")
_MEMORY = re.compile(r"[ -][0-9]+ ?GB\b.*")  # "NVIDIA H100 80GB HBM3": the card is enough
_RANKS = {"kube": 1, "cpu": 2}  # a GPU comes first


# Drawn on 16 by 16; the shapes differ, so that no one has to tell colours apart.
_SIGNS = {
    State.VERIFIED: '<circle cx="8" cy="8" r="6.5"/><path d="m5 8.3 2.1 2.2L11 6"/>',
    State.CPU_ONLY: '<circle cx="8" cy="8" r="6.5"/><path d="M8 1.5v13M8 5h4.6M8 8h6.2M8 11h4.6"/>',
    State.STALE: '<circle cx="8" cy="8" r="6.5"/><path d="M8 4.4V8l2.4 1.8"/>',
    State.FAILED: '<circle cx="8" cy="8" r="6.5"/><path d="m5.6 5.6 4.8 4.8m0-4.8-4.8 4.8"/>',
    State.NEVER_RUN: '<circle cx="8" cy="8" r="6.5" stroke-dasharray="2.6 2.5"/>',
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A state and the sentence that says it."""

    state: State
    text: str

    @property
    def html(self) -> str:
        """The state as a sign and a sentence whose dates stay on one line."""
        sign = f'<svg viewBox="0 0 16 16" aria-hidden="true">{_SIGNS[self.state]}</svg>'
        sentence = _DATE.sub(r"<time>\g<0></time>", text(self.text))
        return f'<span class="td-state td-state--{self.state}">{sign}<span>{sentence}</span></span>'


def marks(standing: Standing, lang: Lang) -> tuple[Mark, ...]:
    """The marks of a snippet, the one that tells most first; at least one."""
    if not standing.records:
        return (Mark(State.NEVER_RUN, WORDS[lang].never_run),)
    return tuple(_mark(standing, target, lang) for target in targets(standing))


def targets(standing: Standing) -> list[Target]:
    """The targets that have a record: GPUs by name, then the cluster, then the CPU."""
    return sorted(standing.records, key=lambda target: (_RANKS.get(target, 0), target))


def where(record: Record) -> str:
    """The name of what a record was made on, as short as it is still clear."""
    if record.target == "cpu":
        return "CPU"
    if record.target == "kube":
        return record.environment.driver or "Kubernetes"
    return _MEMORY.sub("", record.environment.device)


def claim_in(snippet: Snippet, lang: Lang) -> tuple[str, Lang]:
    """What a snippet proves, and the language that is said in: `lang` where it can be; empty if nowhere."""
    candidates = (lang, snippet.place.lang, *snippet.claims)
    spoken = next((candidate for candidate in candidates if candidate in snippet.claims), lang)
    return snippet.claims.get(spoken, ""), spoken


def _mark(standing: Standing, target: Target, lang: Lang) -> Mark:
    words, record, state = WORDS[lang], standing.records[target], standing.states[target]
    needs, schemas = standing.snippet.needs, record.environment.packages.get(_SCHEMAS)
    template = words.verified
    if state is State.STALE:
        is_edited = record.snippet.hash != standing.snippet.fingerprint
        template = words.stale if is_edited else words.other_versions
    elif state is State.FAILED:
        template = words.failed
    elif target == "cpu" and ("gpu" in needs or "kube" in needs):
        asked = any(map(is_gpu, standing.records)) if "gpu" in needs else "kube" in standing.records
        if asked:
            template = words.checked
        else:
            state = State.CPU_ONLY
            template = words.no_gpu if "gpu" in needs else words.no_cluster
    elif standing.snippet.language == "yaml" and schemas:
        template = words.valid
    facts = words.separator.join(details(standing.snippet, record, lang))
    return Mark(state, template.format(where=where(record), details=facts, version=_release(schemas or "")))


def details(snippet: Snippet, record: Record, lang: Lang) -> Iterator[str]:
    """What a result depends on, as far as it tells something, and the day of the run."""
    words, needs, packages = WORDS[lang], snippet.needs, record.environment.packages
    is_stand_in = record.target == "cpu" and "gpu" in needs
    if "gpu" in needs and record.run.size == "small":
        yield words.small
    if is_stand_in and "triton" in needs:
        yield words.triton_interpreter
    elif is_stand_in and "numba" in needs:
        yield words.cuda_simulator
    elif snippet.language == "python" and record.target != "kube":
        package = next((name for name in _TELLING if name in packages), None)
        version = packages[package] if package else record.environment.python
        yield f"{package or 'Python'} {_release(version)}"
    yield record.run.date[:10]


def _release(version: str) -> str:
    """The first two numbers of a version."""
    found = _RELEASE.match(version)
    return found[0] if found else version
