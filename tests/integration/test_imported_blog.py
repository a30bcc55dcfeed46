"""A Hexo blog brought in, built and read in a real Chromium: what its readers had, they have here."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Page, expect

from support.build import mkdocs_build
from support.http import StaticHost
from support.search_dialog import names, search
from support.sources import PNG, plant, post
from support.watch import watched
from techdigest.cli import main
from techdigest.scaffold import make_site

pytestmark = pytest.mark.browser

CHINESE = r"""
本文介绍成组调度。<!-- more -->

# 复杂度

排序需要 $ O(n \log n) $ 的时间：
- 先排序
- 再分配

$$
S_n = \sum_{i=1}^{n} w_i
$$

{% note warning %}
**死锁：**两个作业各占一半显卡，谁也跑不起来。
{% endnote %}

| 作业 | 显卡 |
|---|---|
| 训练 | 8 |

```go
func admit(job Job) bool { return job.Size <= free }
```

{% asset_img queue.png 等待的队列 %}

另见{% post_link backfilling 回填 %}。
"""
BLOG: dict[str, str | bytes] = {
    "_config.yml": (
        "title: Blog\nlanguage: zh-CN\ntimezone: Asia/Shanghai\npermalink: :year/:month/:title/\n"
        "new_post_name: :title.md\npost_asset_folder: true\n"
    ),
    "source/_posts/gang.md": post(
        "title: 成组调度\ndate: 2021-03-04 05:06:07\ntags: [Scheduling]\nmathjax: true", CHINESE
    ),
    "source/_posts/gang/queue.png": PNG,
    "source/_posts/gang-en.md": post(
        "title: Gang scheduling\nlang: en\ndate: 2021-03-04 05:06:07",
        "Two jobs that hold half of the accelerators each wait for ever: a deadlock.\n",
    ),
    "source/_posts/backfilling.md": post(
        "title: 回填\ndate: 2021-05-06", "小作业可以先跑，只要不推迟大作业。\n"
    ),
}


@pytest.fixture(scope="module")
def site(
    tmp_path_factory: pytest.TempPathFactory, serve: Callable[..., AbstractContextManager[StaticHost]]
) -> Iterator[StaticHost]:
    folder = tmp_path_factory.mktemp("imported-blog")
    blog = plant(folder / "blog", BLOG)
    make_site(folder / "site", "Site", datetime.date(2026, 1, 31))
    config: Path = folder / "site" / "mkdocs.yml"
    result = CliRunner().invoke(main, ["import", str(blog), "--config-file", str(config)])
    assert result.exit_code == 0, result.output
    mkdocs_build(config, folder / "built")
    with serve(folder / "built", "/notes/") as host:
        yield host


def test_an_old_address_leads_to_all_that_the_post_had(page: Page, site: StaticHost) -> None:
    watch = watched(page, site.url)
    page.goto(f"{site.url}2021/03/gang/")
    page.wait_for_url(f"{site.url}gang/")
    article = page.locator("article")
    expect(article.get_by_role("heading", level=1)).to_have_text(re.compile("成组调度"))
    expect(article.get_by_role("heading", level=2)).to_have_text(re.compile("复杂度"))
    expect(article.locator("li", has_text="再分配")).to_be_visible()
    expect(article.locator(".td-math svg")).to_have_count(2)
    expect(article.locator(".td-math--block svg")).to_be_visible()
    expect(article.locator(".admonition.warning strong")).to_have_text("死锁：")
    expect(article.locator("td").first).to_have_text("训练")
    expect(article.locator("pre code")).to_contain_text("func admit(job Job) bool")
    picture = article.get_by_role("img", name="等待的队列")
    assert picture.evaluate("picture => picture.decode().then(() => picture.naturalWidth)") == 1
    text = article.inner_text()
    assert [mark for mark in ("$", "{%", "**", "\\", "<!--") if mark in text] == []
    article.get_by_role("link", name="回填", exact=True).first.click()
    page.wait_for_url(f"{site.url}backfilling/")
    assert watch.complaints == []
    assert watch.foreign_requests == []


def test_a_translation_is_the_same_note_in_the_other_language(page: Page, site: StaticHost) -> None:
    page.goto(f"{site.url}gang/")
    page.locator("a[lang=en][hreflang=en]").click()
    page.wait_for_url(f"{site.url}en/gang/")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Gang scheduling"))


@pytest.mark.parametrize(
    ("start", "query", "title"),
    [
        ("", "推迟大作业", "回填"),
        ("", "等待 队列 死锁", "成组调度"),
        ("en/", "deadlock accelerators", "Gang scheduling"),
    ],
)
def test_its_words_are_found(page: Page, site: StaticHost, start: str, query: str, title: str) -> None:
    page.goto(site.url + start)
    search(page, query)
    expect(page.locator(".cjksearch-name").first).to_have_text(title)
    assert names(page)[0] == title
