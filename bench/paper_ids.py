"""Finding identifiers in hostile text: milliseconds for a text, and for one of twice its length.

python bench/paper_ids.py [CHARACTERS]
"""

from __future__ import annotations

import sys
import time

from techdigest.papers.identifiers import find_ids

TOKENS = [
    *(
        "10.1/",
        "10.1145/",
        "10.1145/267",
        "10.1145/1(",
        "doi:",
        "doi:10.1145/1,",
        "arXiv:",
        "arXiv: ",
        "CoRR ",
        "a/",
        "a.",
    ),
    *(
        "%2F",
        "https://",
        "https://a.b/",
        "https:/a.b/",
        "https://doi.org/10.1145/1.pdf ",
        "arxiv.org/",
        "a-b/",
    ),
    *(
        "ISBN ",
        "ISBN 978",
        "1-",
        "PMID: ",
        "Corpus ID:",
        "[2001.07450]",
        ")",
        "2006.14171 ",
        "hep-th/",
        "字",
        " ",
    ),
]
SENTENCE = (
    "Pham et al., 2018, arXiv:1802.03268；见 https://arxiv.org/abs/1706.03762v5，并非 10.0.0.1/24。\n"
    + "正文 text " * 40
)


def main() -> None:
    """Measure and print."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    print(f"{'token':32} {size:>10} {2 * size:>10} {'growth':>7}   (milliseconds)")
    for token in (*TOKENS, SENTENCE):
        once, twice = _milliseconds(token, size), _milliseconds(token, 2 * size)
        print(f"{token[:28]!r:32} {once:10.0f} {twice:10.0f} {twice / once:7.2f}", flush=True)


def _milliseconds(token: str, size: int) -> float:
    text = (token * size)[:size]
    start = time.perf_counter()
    for _ in find_ids(text):
        pass
    return 1000 * (time.perf_counter() - start)


if __name__ == "__main__":
    main()
