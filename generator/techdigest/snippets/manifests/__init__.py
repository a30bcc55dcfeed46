"""Are these manifests ones that a Kubernetes API server of a pinned version would take?

What is checked: the YAML itself, each document against the official schema of its kind with no unknown field
let through, names, labels, quantities, and objects of a custom kind against the CustomResourceDefinition that
stands before them. What only a running server knows (admission, CEL rules, what else exists) is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec

from techdigest.snippets.manifests.documents import Document, Problem, read_documents
from techdigest.snippets.portable.jobs import Part

KUBERNETES = "1.37"  # the version whose schemas count


def check_manifests(text: str, path: str, line: int) -> list[str]:
    """Return what is wrong with a text of YAML documents, each problem as one line `path:line: field: why`.

    Args:
        text: One or several YAML documents.
        path: The page that holds them, for the messages.
        line: The line of the text's first line in that page, counted from 1.
    """
    return check_parts([Part(path, line, text)])


def check_parts(parts: Sequence[Part]) -> list[str]:
    """Check several texts as one, each with its page and line: what one defines, the next may use."""
    for package in ("kubernetes_validate", "jsonschema"):
        if find_spec(package) is None:
            place = f"{parts[-1].path}:{parts[-1].line}: " if parts else ""
            why = f"manifests cannot be checked without {package}: pip install 'techdigest[snippets]'"
            return [place + why]
    from techdigest.snippets.manifests.schemas import Schemas  # noqa: PLC0415  (needs the two packages)

    try:
        schemas = Schemas(KUBERNETES)
    except LookupError as error:
        return [f"{part.path}:{part.line}: {error}" for part in parts[-1:]]
    found: list[str] = []
    checked = 0
    for part in parts:
        for item in read_documents(part.code):
            problems = [item] if isinstance(item, Problem) else schemas.check(item)
            checked += isinstance(item, Document)
            found += [f"{part.path}:{part.line + problem.line}: {problem.text}" for problem in problems]
    if not checked and not found:
        found = [f"{part.path}:{part.line}: no manifest: nothing here but comments" for part in parts[-1:]]
    return found
