"""A Hexo source folder of made-up posts: those of `bench.build.corpus`, written as people write for Hexo.

Tags, formulas, code, tables, pictures in folders of their posts and below `source/`, links between posts by
tags, addresses and files, boxes, more-marks, HTML, odd front matter. The same at every call.
"""

from __future__ import annotations

import random
import re
import zlib
from datetime import date
from pathlib import Path

from bench.build import corpus

CONFIG = """\
title: Made up
url: https://made-up.example
permalink: :year/:month/:day/:title/
new_post_name: :title.md
post_asset_folder: true
timezone: Asia/Shanghai
"""
PAGES = {"zh-Hans": "", "en": "-en", "zh-Hant": "-tw"}  # how the files of translations end
_LINK = re.compile(r"\[(?P<text>[^\]]*)\]\(\.\./(?P<slug>[^/)]+)/index[^)#]*(?P<anchor>#[^)]*)?\)")
_PICTURE = re.compile(r'!\[(?P<text>[^\]]*)\]\(chart\.svg "(?P<title>[^"]*)"\)')
_FENCE = re.compile(r"^```(?P<lang>\w+)\n(?P<code>.*?)\n```$", re.MULTILINE | re.DOTALL)
_ANCHOR = re.compile(r" \{#s\d+\}$", re.MULTILINE)


def write_source(folder: Path, count: int) -> int:
    """Write a source of so many posts; return its bytes."""
    posts = folder / "source" / "_posts"
    images = folder / "source" / "images"
    posts.mkdir(parents=True)
    images.mkdir(parents=True)
    (folder / "_config.yml").write_text(CONFIG, encoding="utf-8")
    days: dict[str, date] = {}
    written = corpus.write_posts(count)
    for post in written:
        days.setdefault(post.slug, post.day)
    size = 0
    for number, post in enumerate(written):
        stem = post.slug + PAGES[post.lang]
        text = _front(post, number) + _body(post, number, days)
        (posts / f"{stem}.md").write_text(text, encoding="utf-8", newline="\n")
        size += len(text.encode())
        if post.lang == "zh-Hans":
            (posts / stem).mkdir()
            (posts / stem / "chart.svg").write_text(corpus.chart(post.slug), encoding="utf-8")
            (images / f"{stem}.png").write_bytes(_png(number))
    return size


def _front(post: corpus.Post, number: int) -> str:
    """Return front matter in one of the ways in which people write it."""
    tags = (f"[{', '.join(post.tags)}]", ", ".join(post.tags), "".join(f"\n  - {tag}" for tag in post.tags))
    more = ("", "mathjax: true\n", "categories: [Notes, Systems]\n", "updated: 2021-01-02\nhidden: true\n")
    # A colon in a title that has no quotes is what breaks most front matter: here they have them.
    title = '"' + post.title.replace('"', "'") + '"'
    return (
        f"---\ntitle: {title}\ndate: {post.day} 08:30:00\nlang: {post.lang}\n"
        f"tags: {tags[number % 3]}\n{more[number % 4]}---\n\n"
    )


def _body(post: corpus.Post, number: int, days: dict[str, date]) -> str:
    chance = random.Random(f"hexo {number}")
    suffix = PAGES[post.lang]

    def link(match: re.Match[str]) -> str:
        slug, text = match["slug"] + suffix, match["text"]
        day = str(days.get(match["slug"], post.day)).replace("-", "/")
        return chance.choice(
            (f"{{% post_link {slug} %}}", f"[{text}](/{day}/{slug}/)", f"[{text}]({slug}.md)")
        )

    def picture(match: re.Match[str]) -> str:
        own = f'![{match["text"]}](/images/{post.slug}.png "{match["title"]}")'
        tag = f'{{% asset_img chart.svg "{match["title"]}" %}}'
        html = f'<img src="/images/{post.slug}.png" width="300" onclick="x()">'
        return chance.choice((own, tag, html) if post.lang == "zh-Hans" else (own, html))

    def fence(match: re.Match[str]) -> str:
        block = f"{{% codeblock lang:{match['lang']} %}}\n{match['code']}\n{{% endcodeblock %}}"
        return chance.choice((match[0], block))

    text = _LINK.sub(link, _ANCHOR.sub("", post.body))
    text = _PICTURE.sub(picture, _FENCE.sub(fence, text))
    parts = text.split("\n\n")
    parts.insert(1, "<!-- more -->")
    parts.insert(len(parts) // 2, f"{{% note info %}}\n**{post.title}**：{post.tags[0]}\n{{% endnote %}}")
    parts.append(
        f"共 {number} 项：\n- one<br>two\n- [x](https://{post.slug}.example/)\n- ~~gone~~ ==marked=="
    )
    return "\n\n".join(parts) + "\n"


def _png(number: int) -> bytes:
    """Return a picture of one pixel, no two alike."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)

    head = (1).to_bytes(4) * 2 + b"\x08\x02\0\0\0"
    pixel = zlib.compress(b"\0" + number.to_bytes(3))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixel) + chunk(b"IEND", b"")
