"""A small site in three languages, with any theme, whose pages say what the search tests look for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config

PAGES = {
    "index.md": """---
title: 笔记
---
# 笔记

关于调度、强化学习与过滤器的笔记。
""",
    "federation.md": """---
lang: zh-Hans
date: 2026-03-01
tags: [Kubernetes]
search:
  facets: {domain: [cloud]}
---
# 集群联邦

把多个集群当作一个来用：控制面复制资源，`kube-apiserver` 仍各管各的。

## 为什么需要联邦

单个集群有上限：节点数、故障域与地域。跨地域的业务把副本放在不同的集群里。

## 调度

联邦层只决定副本分到哪个集群，集群内部的调度器再决定节点。

### 打分

按剩余资源与亲和性打分，分数高的集群先得到副本。
""",
    "hant/gpu.md": """---
lang: zh-Hant
date: 2026-04-02
search:
  facets: {domain: [cloud]}
---
# 裝置外掛與叢集聯邦

裝置外掛讓節點上的 GPU 成為可以排程的資源；叢集聯邦再把它們跨叢集分配。

## 註冊

外掛經由 Unix socket 向 kubelet 註冊。
""",
    "hant/masking.md": """---
lang: zh-Hant
search:
  facets: {domain: [rl]}
---
# 無效動作遮罩

把不合法動作的 logits 設為負無限大，softmax 之後機率為零。

## 梯度

被遮罩的動作沒有梯度，策略不會學到它們。
""",
    "en/masking.md": """---
lang: en
search:
  facets: {domain: [rl]}
---
# Invalid action masking

Set the logits of invalid actions to minus infinity before the softmax.

## Why the gradient stays valid

The mask is a function of the state, so the masked policy is differentiable in its parameters.

## Scheduling with masks

A scheduler that learns must not pick a node without free memory.
""",
    "en/cuckoo.md": """---
lang: en
search:
  facets: {domain: [data]}
---
# Cuckoo filters

A cuckoo filter stores fingerprints in buckets and moves them when both buckets are full.

## Deletion

Unlike a Bloom filter it supports deletion. <b onclick="alert(1)">Not</b> `<script>alert(1)</script>` twice.
""",
    "zh/secret.md": """---
lang: zh-Hans
search: {exclude: true}
---
# 保密

这一页不进索引：天机。
""",
}
SECTIONS = 25
PAGES["en/quorum.md"] = "# Quorum\n" + "".join(
    f"\n## Rule {number}\n\nA quorum of {number} replicas answers.\n" for number in range(1, SECTIONS)
)
LABELS = {
    "domain": {
        "cloud": {"zh-Hans": "云计算", "zh-Hant": "雲端", "en": "Cloud"},
        "rl": {"zh-Hans": "强化学习", "zh-Hant": "強化學習", "en": "Reinforcement learning"},
        "data": {"zh-Hans": "数据结构", "zh-Hant": "資料結構", "en": "Data structures"},
    }
}
SITE_URL = "http://localhost/docs/site/"
MATERIAL: dict[str, Any] = {
    "name": "material",
    "language": "zh",
    "font": False,
    "features": ["navigation.instant"],
    "palette": [
        {"scheme": "default", "toggle": {"icon": "material/brightness-7", "name": "Dark"}},
        {"scheme": "slate", "toggle": {"icon": "material/brightness-4", "name": "Light"}},
    ],
}


def write_site(
    folder: Path,
    *,
    theme: dict[str, Any] | None = None,
    options: dict[str, Any] | None = None,
    plugins: tuple[str, ...] = (),
    pages: dict[str, str] | None = None,
    site_url: str = SITE_URL,
    **config: Any,
) -> Path:
    """Write the sources of a site with cjksearch and return its mkdocs.yml."""
    for name, text in (PAGES if pages is None else pages).items():
        page = folder / "docs" / name
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(text, "utf-8")
    settings = {
        "site_name": "Notes",
        "site_url": site_url,
        "theme": theme or MATERIAL,
        "plugins": [*plugins, {"cjksearch": {"labels": LABELS, **(options or {})}}],
        "markdown_extensions": ["attr_list", "md_in_html", "tables", {"toc": {"permalink": True}}],
        **config,
    }
    path = folder / "mkdocs.yml"
    path.write_text(yaml.safe_dump(settings, allow_unicode=True), "utf-8")
    return path


def build_site(folder: Path, **settings: Any) -> Path:
    """Write a site, build it, and return the folder that was published."""
    return rebuild(write_site(folder, **settings))


def rebuild(config_file: Path, *, dirty: bool = False) -> Path:
    """Build a site in this process, as `mkdocs build` does, and return the folder that was published."""
    config = load_config(str(config_file), site_dir=str(config_file.parent / "site"))
    config.plugins.on_startup(command="build", dirty=dirty)
    try:
        build(config, dirty=dirty)
    finally:
        config.plugins.on_shutdown()
    return config_file.parent / "site"
