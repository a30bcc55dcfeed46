"""The words of papers' pages that are not the templates': kinds of paper, titles of groups."""

from __future__ import annotations

from typing import Literal

from techdigest.notes.model import Lang

IndexBy = Literal["years", "authors", "venues", "domains"]

KINDS: dict[str, dict[Lang, str]] = {
    "journalArticle": {"zh-Hans": "期刊论文", "zh-Hant": "期刊論文", "en": "Journal article"},
    "conferencePaper": {"zh-Hans": "会议论文", "zh-Hant": "會議論文", "en": "Conference paper"},
    "preprint": {"zh-Hans": "预印本", "zh-Hant": "預印本", "en": "Preprint"},
    "report": {"zh-Hans": "技术报告", "zh-Hant": "技術報告", "en": "Technical report"},
    "thesis": {"zh-Hans": "学位论文", "zh-Hant": "學位論文", "en": "Thesis"},
    "book": {"zh-Hans": "图书", "zh-Hant": "圖書", "en": "Book"},
    "bookSection": {"zh-Hans": "图书章节", "zh-Hant": "圖書章節", "en": "Book chapter"},
    "webpage": {"zh-Hans": "网页", "zh-Hant": "網頁", "en": "Web page"},
    "document": {"zh-Hans": "文献", "zh-Hant": "文獻", "en": "Document"},
}
LEADS: dict[Lang, str] = {
    "zh-Hans": "笔记谈到和引用的 {n} 篇论文，其中 {discussed} 篇有笔记讨论。",
    "zh-Hant": "筆記談到和引用的 {n} 篇論文，其中 {discussed} 篇有筆記討論。",
    "en": "{n} papers that the notes rest on; notes discuss {discussed} of them.",
}
TABS: dict[str, dict[Lang, str]] = {
    "years": {"zh-Hans": "年份", "zh-Hant": "年份", "en": "Years"},
    "authors": {"zh-Hans": "作者", "zh-Hant": "作者", "en": "Authors"},
    "venues": {"zh-Hans": "出处", "zh-Hant": "出處", "en": "Venues"},
    "domains": {"zh-Hans": "领域", "zh-Hant": "領域", "en": "Domains"},
    "graph": {"zh-Hans": "图谱", "zh-Hant": "圖譜", "en": "Graph"},
}
INDEXES: dict[IndexBy, dict[Lang, str]] = {
    "years": {"zh-Hans": "论文", "zh-Hant": "論文", "en": "Papers"},
    "authors": {"zh-Hans": "论文作者", "zh-Hant": "論文作者", "en": "Papers by author"},
    "venues": {"zh-Hans": "论文出处", "zh-Hant": "論文出處", "en": "Papers by venue"},
    "domains": {"zh-Hans": "论文与领域", "zh-Hant": "論文與領域", "en": "Papers by domain"},
}
PARTS: dict[str, dict[Lang, str]] = {
    "discussed": {"zh-Hans": "谈到它的笔记", "zh-Hant": "談到它的筆記", "en": "Discussed in"},
    "cites": {"zh-Hans": "它引用的论文", "zh-Hant": "它引用的論文", "en": "Papers it cites"},
    "cited_by": {"zh-Hans": "引用它的论文", "zh-Hant": "引用它的論文", "en": "Papers that cite it"},
    "related": {
        "zh-Hans": "常一起谈到的论文",
        "zh-Hant": "常一起談到的論文",
        "en": "Often discussed together",
    },
}
"""Headings of a paper's page in themes that are not ours; ours has its words in `strings.html`."""
UNDATED: dict[Lang, str] = {"zh-Hans": "年份不详", "zh-Hant": "年份不詳", "en": "Undated"}
HAN_NAMES: dict[Lang, str] = {"zh-Hans": "中文姓名", "zh-Hant": "中文姓名", "en": "Chinese names"}
HAN_VENUES: dict[Lang, str] = {"zh-Hans": "中文出处", "zh-Hant": "中文出處", "en": "Chinese venues"}
NO_VENUE: dict[Lang, str] = {"zh-Hans": "未注明出处", "zh-Hant": "未註明出處", "en": "No venue given"}
NO_AUTHOR: dict[Lang, str] = {"zh-Hans": "未注明作者", "zh-Hant": "未註明作者", "en": "No author given"}
NO_DOMAIN: dict[Lang, str] = {
    "zh-Hans": "尚无笔记归入领域",
    "zh-Hant": "尚無筆記歸入領域",
    "en": "In no domain yet",
}
AND_OTHERS: dict[Lang, str] = {"zh-Hans": " 等", "zh-Hant": " 等", "en": " et al."}
BETWEEN: dict[Lang, str] = {"zh-Hans": "、", "zh-Hant": "、", "en": ", "}
VOLUME: dict[Lang, str] = {"zh-Hans": "第 {} 卷", "zh-Hant": "第 {} 卷", "en": "vol. {}"}
NUMBER: dict[Lang, str] = {"zh-Hans": "第 {} 期", "zh-Hant": "第 {} 期", "en": "no. {}"}
PAGES: dict[Lang, str] = {"zh-Hans": "{} 页", "zh-Hant": "{} 頁", "en": "pp. {}"}
