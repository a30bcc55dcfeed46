"""Ask arXiv, through the client library `arxiv`."""

from __future__ import annotations

import io
import time
from importlib.metadata import version
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from techdigest.papers.authors import read_author
from techdigest.papers.identifiers import parse_id
from techdigest.papers.lookup.clean import MAX_AUTHORS, text_of, year_of
from techdigest.papers.lookup.errors import LookupFailedError, NotAvailableError, NotFoundError
from techdigest.papers.model import Paper, PaperId
from techdigest.papers.tex import decode_tex, encode_tex

try:
    import arxiv
    import requests
    from requests.adapters import HTTPAdapter
except ImportError as error:
    raise NotAvailableError("papers add needs client libraries: pip install 'techdigest[papers]'") from error

if TYPE_CHECKING:
    from techdigest.papers.lookup.service import Service

MAX_ANSWER = 2_000_000  # bytes; the answer for one paper has some 5,000


def ask_arxiv(paper_id: PaperId, service: Service) -> Paper:
    """Return what arXiv says of a paper. Raises NotFoundError and LookupFailedError."""
    client = arxiv.Client(page_size=1, delay_seconds=service.delay, num_retries=service.retries)
    client.query_url_format = service.arxiv + "?{}"
    adapter = _BoundedAdapter(service)
    # The library waits for ever and reads without end; its session is where that can be mended.
    client._session.mount("https://", adapter)
    client._session.mount("http://", adapter)
    try:
        found = next(client.results(arxiv.Search(id_list=[paper_id.value], max_results=1)), None)
    except arxiv.HTTPError as error:
        if error.status in (400, 404):  # what it says of an id that no paper can have
            raise NotFoundError(f"arXiv knows no {paper_id}") from error
        raise LookupFailedError(f"arXiv answers with status {error.status}. Try again later.") from error
    except (requests.ConnectionError, requests.Timeout) as error:
        host = urlsplit(service.arxiv).netloc
        raise LookupFailedError(
            f"arXiv cannot be asked: no answer from {host}. Is there a network?"
        ) from error
    except (arxiv.ArxivError, requests.RequestException, ValueError, OSError) as error:
        reason = text_of(str(error))[:200]
        raise LookupFailedError(f"arXiv cannot be asked: {reason}. Try again later.") from error
    finally:
        client._session.close()
    if found is None or parse_id(text_of(found.entry_id)) != paper_id:
        raise NotFoundError(f"arXiv knows no {paper_id}")
    return _paper(found, paper_id)


def _paper(found: arxiv.Result, paper_id: PaperId) -> Paper:
    title = text_of(decode_tex(text_of(found.title)))
    if not title:
        raise LookupFailedError(f"arXiv gives no title for {paper_id}")
    ids = {paper_id}
    for doi in (text_of(found.doi) or "").split()[:3]:
        if other := parse_id(f"doi:{doi}"):
            ids.add(other)
    names = [text_of(author.name) for author in found.authors[:MAX_AUTHORS]]
    authors = [read_author(encode_tex(decode_tex(name))) for name in names]
    fields = {
        "title": title,
        "primaryclass": text_of(found.primary_category),
        "note": text_of(found.journal_ref),
    }
    return Paper(
        key="",
        slug="",
        type="misc",
        title=title,
        authors=tuple(author for author in authors if author),
        has_more=len(found.authors) > MAX_AUTHORS,
        venue="arXiv",
        year=year_of(found.published.year),
        ids=tuple(sorted(ids)),
        fields=MappingProxyType({name: value for name, value in fields.items() if value}),
    )


class _BoundedAdapter(HTTPAdapter):
    """Says who asks, waits for a limited time, and reads a limited answer."""

    def __init__(self, service: Service) -> None:
        super().__init__()
        self._timeout = service.timeout
        contact = f" (mailto:{service.contact})" if service.contact else ""
        self._agent = f"techdigest/{version('techdigest')}{contact} arxiv.py/{version('arxiv')}"

    def send(self, request: requests.PreparedRequest, *_args: Any, **options: Any) -> requests.Response:
        request.headers["User-Agent"] = self._agent
        response = super().send(request, **{**options, "timeout": self._timeout, "stream": True})
        deadline = time.monotonic() + 3 * self._timeout
        answer = bytearray()
        while chunk := response.raw.read(65_536, decode_content=True):
            answer += chunk
            if len(answer) > MAX_ANSWER or time.monotonic() > deadline:
                response.close()
                raise requests.RequestException("the answer has no end")
        response.close()
        response.raw = io.BytesIO(bytes(answer))
        return response
