"""A small site that has a little of everything, for builds that are compared."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from typing import Any

import yaml

from support.snippets import record_of
from techdigest.diagnostics import Diagnostics
from techdigest.markdown.collect import collect_library
from techdigest.notes.library import read_library
from techdigest.snippets.records import write_record

CONFIG: dict[str, Any] = {
    "site_name": "小站",
    "site_url": "https://example.org/",
    "theme": {"name": "techdigest", "custom_dir": "overrides"},
    "plugins": [{"techdigest": {"languages": ["zh-Hans", "en"], "latest": 3, "feed_limit": 4}}, "cjksearch"],
    "markdown_extensions": [
        "attr_list",
        "footnotes",
        "tables",
        {"toc": {"permalink": True}},
        "pymdownx.highlight",
        "pymdownx.superfences",
    ],
    "extra_css": ["assets/site.css"],
    "extra": {"note": "一"},
    "validation": {"links": {"anchors": "warn"}},
    "nav": [{"关于": ["about.md"]}],
}

_CUCKOO = """\
---
title: 布谷鸟过滤器
date: 2026-09-20
tags: [filter, hash]
series: filters
aliases: [/2019/cuckoo/]
---

布谷鸟过滤器（cuckoo filter）能删除元素[@fan2014cuckoo]，比[布隆过滤器](../bloom.md#rate)省空间。

## 插入 {#insert}

指纹占 $f$ 位，两个位置相差 $h(x)$：

$$
i_2 = i_1 \\oplus h(f)
$$

![把占着位置的指纹踢走](kick.png "一次踢走")

## 装得多满

```python {.run id=load claim="装到九成半"}
assert 95 / 100 == 0.95
```

脚注在此[^one]。

[^one]: 半排序还能再省一位。
"""
_CUCKOO_EN = """\
---
title: The cuckoo filter
date: 2026-09-21
tags: [filter]
series: filters
---

A cuckoo filter（布谷鸟过滤器）can delete, unlike a [Bloom filter](../bloom.en.md).

## Inserting {#insert}

As "Cuckoo Filter: Practically Better Than Bloom" says, $f$ bits do. See [About](../../about.en.md#why).

```python {.run id=load claim="It fills to 95 %"}
```
"""
_CUCKOO_HANT = """\
---
date: 2026-09-22
tags: [filter]
---

# 布穀鳥過濾器

過濾器的記憶體用量，見[布隆過濾器](../bloom.md)。

```python {.run id=load claim="裝到九成半"}
```
"""
_BLOOM = """\
---
title: 布隆过滤器
date: 2026-09-14
updated: 2026-09-30
description: 用几个比特回答“肯定不在”。
tags: [filter]
series: filters
domains: [algorithms]
papers: [bloom1970space]
---

布隆过滤器（Bloom filter）回答“可能在”，见[插入](cuckoo/index.md#insert)。

## 误判率 {#rate}

误判率是 $(1-e^{-kn/m})^k$，见 [TL;DR](digest.md)。

| k | 误判率 |
| - | ------ |
| 1 | 9.5 %  |
"""
_BLOOM_EN = """\
---
title: The Bloom filter
date: 2026-09-15
tags: [filter]
---

Answers "maybe" [@bloom1970space], and [its other page](bloom.md#rate) says how often it is wrong.
"""
_DIGEST = """\
---
title: 文摘：第 0 期
date: 2026-10-01
tags: [digest]
---

## TL;DR

1. 集群联邦 `Cloud`
2. 过滤器 `Algorithms`

## 0. 集群联邦：一个集群装不下之后

原文链接：<https://example.com/federation>

多个集群（cluster federation，集群联邦）要有人调度，kubernetes 不管。

## 1. 过滤器的又一种用法

Source: [Filters](https://example.com/filters)

讲的是《Space/Time Trade-offs in Hash Coding with Allowable Errors》。
"""
_GANG = """\
---
date: 2026-08-02
---

# Gang scheduling

All pods start or none does: see https://doi.org/10.1145/2674005.2674994, [cuckoo](cuckoo/index.en.md#insert).

```go
func main() {}
```
"""
_DRAFT = """\
---
title: 还没写完
draft: true
---

秘密。
"""
_ABOUT = """\
---
title: 关于
---

## 缘起 {#why}

见[布谷鸟](notes/cuckoo/index.md)与[数据](assets/data.csv)。
"""
_ABOUT_EN = """\
# About

## Why {#why}

Plain pages link to [notes](notes/bloom.en.md) as well.
"""
_DOMAINS = """\
cloud:
  names: {zh-Hans: 云计算, zh-Hant: 雲端, en: Cloud}
  synonyms: [cloud computing]
  keywords: [kubernetes, pod, 集群]
algorithms:
  names: {zh-Hans: 算法, zh-Hant: 演算法, en: Algorithms}
  keywords: [filter, hash, 过滤器]
"""
_PAPERS = """\
@article{bloom1970space,
  title   = {Space/Time Trade-offs in Hash Coding with Allowable Errors},
  author  = {Bloom, Burton H.},
  journal = {Communications of the ACM},
  year    = {1970},
  doi     = {10.1145/362686.362692}
}

@inproceedings{fan2014cuckoo,
  title     = {Cuckoo Filter: Practically Better Than {Bloom}},
  author    = {Fan, Bin and Andersen, Dave G.},
  booktitle = {CoNEXT},
  year      = {2014},
  doi       = {10.1145/2674005.2674994},
  aliases   = {布谷鸟过滤器：实践中优于布隆过滤器},
  cites     = {bloom1970space}
}
"""
_COPYRIGHT = '<p class="md-copyright">{{ config.extra.note }} · {{ td.title | e }}</p>\n'


def png(width: int, height: int, shade: int = 128) -> bytes:
    """A grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + bytes([shade]) * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


FILES: dict[str, str | bytes] = {
    "docs/notes/cuckoo/index.md": _CUCKOO,
    "docs/notes/cuckoo/index.en.md": _CUCKOO_EN,
    "docs/notes/cuckoo/index.zh-Hant.md": _CUCKOO_HANT,
    "docs/notes/cuckoo/kick.png": png(40, 30),
    "docs/notes/bloom.md": _BLOOM,
    "docs/notes/bloom.en.md": _BLOOM_EN,
    "docs/notes/digest.md": _DIGEST,
    "docs/notes/gang.md": _GANG,
    "docs/notes/draft.md": _DRAFT,
    "docs/about.md": _ABOUT,
    "docs/about.en.md": _ABOUT_EN,
    "docs/assets/site.css": "body { --of-the-site: 1 }\n",
    "docs/assets/data.csv": "k,rate\n1,9.5\n",
    "docs/domains.yml": _DOMAINS,
    "docs/papers.bib": _PAPERS,
    "overrides/partials/copyright.html": _COPYRIGHT,
}


def write_site(root: Path) -> None:
    """Write the site into an empty folder, with a record of its snippet."""
    for name, content in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    (root / "mkdocs.yml").write_text(yaml.safe_dump(CONFIG, allow_unicode=True, sort_keys=False))
    record_snippets(root)


def record_snippets(root: Path, **result: Any) -> None:
    """Write a record of each snippet as it now is; `result` goes into it."""
    unheard, docs = Diagnostics(), root / "docs"
    found = collect_library(read_library(docs, unheard), docs, ["pymdownx.superfences"], {}, unheard)
    for snippet in found.snippets:
        record = record_of(snippet.id, fingerprint=snippet.fingerprint, result=result)
        write_record(docs / "records", record, None)
