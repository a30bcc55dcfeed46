"""Writes the vectors anew from Python: ``PYTHONPATH=tests python tests/cjksearch/vectors/regenerate.py``.

The vectors are the contract between the build and the browser. Read the difference before committing it, and
raise ANALYSIS_VERSION or FORMAT_VERSION if one of them changed what it says of old input.
"""

from __future__ import annotations

import json
from pathlib import Path

from cjksearch.analysis import fold_pairs, normalise, stem, tokenise
from cjksearch.index.terms import count_terms
from cjksearch.static.codec import compress, numbers_as_text
from cjksearch.static.letters import Letters
from support.term_blocks import Entry, written

HERE = Path(__file__).parent

TEXTS = [
    "集群联邦与叢集聯邦",
    "無效動作遮罩（Invalid Action Masking）",
    "kube-apiserver libnvidia-ml.so getUserName tidb_ddl_version k8s",
    "q(d)^{-1} \\frac{\\alpha_t}{\\beta_{t+1}}",
    "HTTPServer2 parseHTMLDocument XMLHttpRequest iOS macOS eBPF GPUs",
    "C++ C# F# c++17 issue#12 .NET node.js v8.5.0 1.2.3-rc.1",
    "Ｆｕｌｌｗｉｄｔｈ　１２３ ㎏ ﬁne ① ｶﾀｶﾅ",
    "café naïve Ångström résumé e\u0301tude Мир йод Ελλάς ΣΟΦΟΣ İstanbul",
    "零\u200b宽\u200d字\ufeff符 soft\u00adhyphen bi\u202edi 齐\ufe00全",
    "ひらがな カタカナ か\u3099 が 々 한국어 각 ㄅㄆㄇ",
    "𠮷野家 𠀀 😀 emoji 🇨🇳",
    "的 如何 什么 a b 1 22",
    "__init__ a--b a.b..c -x- _ . foo_ _bar",
    "don't user's O'Reilly and/or",
    "running runs ran easily generalization organizations policies",
    "裏裡里 著着 乾干 後后 髮發发 台臺 爲為",
    "x" * 60 + " " + ".".join("ab" for _ in range(30)),
    "⼀⼆ 豈更 Ⅳ ½ ﷺ",
    "",
]
BLOCKS = [
    [
        Entry(
            "kubernet", 77, [0, 1, 5, 300, 70000], [15, 1, 7, 8, 2], [("kubernetes", "k8s", 2, 60, [1], [15])]
        )
    ],
    [
        Entry("一", 3, list(range(0, 40, 3)), [i % 15 + 1 for i in range(14)]),
        Entry(
            "丛集",
            0,
            [],
            [],
            [("丛集", "集群", 0, 9, [127, 128], [1, 2]), ("丛集", "群集 组", 1, 300, [7], [9])],
        ),
        Entry("集群", 255, [127, 128, 255, 256], [1, 2, 3, 4]),
        Entry("𠮷野", 16, [16383, 16384, 2097152], [15, 15, 15]),
    ],
]
HASHED = ["", "a", "k8s", "kubernet", "集群", "群", "𠮷野", "ひら", "x" * 48]
NUMBERS = [0, 1, 2, 60, 95, 96, 0xD7DF, 0xD7E0, 0xFFFF, 0x10000, 0x80000]


def main() -> None:
    """Write normalise, tokens, stems and codec vectors."""
    words = sorted(json.loads((HERE / "stems.json").read_text("utf-8")))
    fold = fold_pairs(c for text in TEXTS for c in normalise(text))
    tokens = []
    for text in TEXTS:
        found = list(tokenise(normalise(text)))
        tokens.append(
            {
                "text": text,
                "normalised": normalise(text),
                "tokens": [[token.text, list(token.parts), token.cjk] for token in found],
                "terms": sorted(count_terms(found)[0]),
            }
        )
    blocks = []
    for entries in BLOCKS:
        raw, _ = written(entries)
        blocks.append({"hex": raw.hex(), "gzip": compress(raw).hex(), "entries": entries})
    _write("stems.json", {word: stem(word) for word in words})
    _write("analysis.json", {"fold": fold, "texts": tokens})
    _write("codec.json", blocks)
    _write("hashes.json", dict(zip(HASHED, Letters(HASHED).hashes().tolist(), strict=True)))
    _write("numbers.json", [[NUMBERS, numbers_as_text(NUMBERS)]])


def _write(name: str, value: object) -> None:
    (HERE / name).write_text(json.dumps(value, ensure_ascii=False, indent=0) + "\n", "utf-8")


if __name__ == "__main__":
    main()
