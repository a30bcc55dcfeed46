"""The titles of listing pages and of their groups, in the three languages."""

from __future__ import annotations

from typing import Literal

from techdigest.notes.model import Lang

Titled = Literal[
    "home",
    "archive",
    "domains",
    "tags",
    "snippets",
    "glossary",
    "papers",
    "graph",
    "notes",
    "items",
    "undated",
]

TITLES: dict[Titled, dict[Lang, str]] = {
    "home": {"zh-Hans": "首页", "zh-Hant": "首頁", "en": "Home"},
    "archive": {"zh-Hans": "归档", "zh-Hant": "歸檔", "en": "Archive"},
    "domains": {"zh-Hans": "领域", "zh-Hant": "領域", "en": "Domains"},
    "tags": {"zh-Hans": "标签", "zh-Hant": "標籤", "en": "Tags"},
    "snippets": {"zh-Hans": "代码验证", "zh-Hant": "程式碼驗證", "en": "Tested snippets"},
    "glossary": {"zh-Hans": "术语对照", "zh-Hant": "術語對照", "en": "Glossary"},
    "papers": {"zh-Hans": "论文", "zh-Hant": "論文", "en": "Papers"},
    "graph": {
        "zh-Hans": "笔记与论文关系图",
        "zh-Hant": "筆記與論文關係圖",
        "en": "Graph of notes and papers",
    },
    "notes": {"zh-Hans": "笔记", "zh-Hant": "筆記", "en": "Notes"},
    "items": {"zh-Hans": "文摘条目", "zh-Hant": "文摘條目", "en": "Digest items"},
    "undated": {"zh-Hans": "未注明日期", "zh-Hant": "未註明日期", "en": "Undated"},
}
