"""A built site as four generators would leave it, for tests of `--html`."""

from __future__ import annotations

from pathlib import Path

HUGO = """<!doctype html><html lang="zh-cn"><head><meta charset="utf-8"><title>集群联邦 | 博客</title>
<link rel="canonical" href="https://example.org/blog/posts/federation/">
<meta property="article:published_time" content="2026-03-01T08:00:00+08:00">
<meta property="article:tag" content="Kubernetes"></head>
<body><header><a href="/">导航栏里的词</a></header><nav><ul><li>菜单</ul></nav>
<main><article><header><h1>集群联邦</h1><p>写于三月</p></header>
<aside><a href="#scheduling">目录</a></aside>
<p>把多个集群当作一个来用。</p>
<h2 id="scheduling">调度<a hidden class="anchor" aria-hidden="true" href="#scheduling">#</a></h2>
<p>联邦层只决定副本分到哪个集群，<code>kube-scheduler</code> 再决定节点。</p>
<footer>上一篇</footer></article></main><footer>版权页脚</footer>BUTTON</body></html>"""
HEXO = """<!doctype html><html lang="zh-TW"><head><meta charset="utf-8"><title>動作遮罩</title></head><body>
<div class="post" data-search-body><h1>無效動作遮罩</h1><p>把不合法動作的 logits 設為負無限大。
<h2 id="梯度"><a href="#梯度" class="headerlink" title="梯度"></a>梯度</h2>
<figure class="highlight"><table><tr><td class="gutter"><pre>1</pre></td>
<td class="code"><pre>mask = -inf</pre></td></tr></table></figure>
<p>被遮罩的動作沒有梯度。<p data-search-exclude>內部備註</div>
<div class="sidebar">側欄裡的詞</div>BUTTON</body></html>"""
VITEPRESS = """<!DOCTYPE html><html lang="en-US" dir="ltr"><head><meta charset="utf-8">
<title>Guide | Docs</title></head><body>
<div id="app"><div class="Layout"><header class="VPNav">Menu</header><aside>Sidebar</aside>
<div id="VPContent"><main class="main"><div class="vp-doc"><h1 id="filters" tabindex="-1">Cuckoo filters
<a class="header-anchor" href="#filters">&ZeroWidthSpace;</a></h1><p>Fingerprints in buckets.</p>
<h2 id="deletion" tabindex="-1">Deletion <a class="header-anchor" href="#deletion">&ZeroWidthSpace;</a></h2>
<p>Unlike a Bloom filter it supports deletion.</p></div></main></div></div></div>BUTTON</body></html>"""
PLAIN = """<title>Old page</title><p>Hand-written &amp; plain.
<div id="install"><h2>Install</h2><p>Have patience.</div>BUTTON"""

#: The lines of HTML that the command tells to put on each page, for a site below /docs/site/.
BUTTON = """<script type="module" src="/docs/site/assets/cjksearch/search.js"></script>
<button type="button" data-cjksearch-open>Find</button>"""


def write_site(root: Path, pages: dict[str, str | bytes] | None = None) -> Path:
    """Write the pages, those of all four generators if none are given, and return the folder."""
    given: dict[str, str | bytes] = pages or {
        "posts/federation/index.html": HUGO,
        "2026/遮罩/index.html": HEXO.replace(" data-search-body", ' role="main"'),
        "guide/filters.html": VITEPRESS,
        "old.htm": PLAIN,
    }
    for name, text in given.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        raw = text if isinstance(text, bytes) else text.replace("BUTTON", BUTTON).encode()
        path.write_bytes(raw)
    return root
