"""One article as a Hugo page bundle and as a Hexo post: two dialects, one note."""

from __future__ import annotations

from pathlib import Path

from support.sources import PNG, imported, post
from techdigest.importers.importing import Options

FRONT = """
title: 第三期：动作掩码与采样
date: 2022-07-15 22:58:41
categories:
  - 周刊
tags:
  - Cloud
  - 强化学习
"""
HUGO = r"""本期摘录两篇文章。

## 1. 把无效动作盖住

原文链接：[https://blog.example/masking/](https://blog.example/masking/)

采样之前，把无效动作的概率改成 0，即 \\(l(s)\\) 加上 \\(inv_s\\)：

$$
inv_s = \begin{cases} 0, & s \in V \\ -M, & s \notin V \end{cases}
$$

<p style="text-align: center">
<img title="" src="./curve.png" alt="" width="300">
</p>

![两种采样](./sampling.png)

## 2. 另一篇

上一期在[这里](/posts/second/)。
"""
HEXO = (
    HUGO.replace("\\\\(", "$")
    .replace("\\\\)", "$")
    .replace("./", "/asset/third/")
    .replace("/posts/second/", "/2022/second/")
)
OPTIONS = Options(zone=None)


def as_hugo(root: Path) -> str:
    files: dict[str, str | bytes] = {
        "hugo.yaml": "baseURL: https://digest.example/\n",
        "content/posts/third/index.md": post(FRONT, HUGO),
        "content/posts/third/curve.png": PNG,
        "content/posts/third/sampling.png": PNG,
        "content/posts/second.md": post("title: 第二期", "上一期的正文在这里。\n"),
    }
    return imported(root, files, OPTIONS)[1]["third/index.md"].text


def as_hexo(root: Path) -> str:
    files: dict[str, str | bytes] = {
        "_config.yml": "new_post_name: :title.md\npermalink: :year/:title/\n",
        "source/_posts/third.md": post(FRONT, HEXO),
        "source/_posts/second.md": post("title: 第二期\ndate: 2022-01-01", "上一期的正文在这里。\n"),
        "source/asset/third/curve.png": PNG,
        "source/asset/third/sampling.png": PNG,
    }
    return imported(root, files, OPTIONS)[1]["third/index.md"].text


def test_both_forms_are_the_same_note_but_for_the_old_address(tmp_path: Path) -> None:
    hugo, hexo = as_hugo(tmp_path / "hugo"), as_hexo(tmp_path / "hexo")
    assert "aliases: [/posts/third/]\n" in hugo
    assert hugo.replace("aliases: [/posts/third/]", "") == hexo.replace("aliases: [/2022/third/]", "")
