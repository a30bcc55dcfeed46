"""Writes `ranking.json` anew: ``python tests/cjksearch/vectors/regenerate_ranking.py``.

Units and queries that two engines are to rank alike, ours and Whoosh; see engine/test_whoosh_agreement.py.

- ``mixed``: pages of four units with titles, headings, tags and addresses, in both scripts and in English,
  and one of characters taken for others that sound alike. All words of the queries are known, but for some
  pairs of characters, compounds whose parts are known, and words that the units have in another wording.
- ``plain``: units that are nothing but a body of forty terms. A query's two words occur in the same units,
  and of any two units the one with more of one word has no less of the other.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

OUT = Path(__file__).parent / "ranking.json"

SENTENCES = [
    "调度器把任务分发到成员集群，再由本地的控制器决定放在哪个节点。",
    "布隆过滤器用几个散列函数判断元素是否存在，可能误判，但从不漏判。",
    "两阶段提交先写日志，再通知所有副本；协调者宕机时事务会悬而不决。",
    "策略梯度把无效动作的概率设为零，梯度不再经过它们。",
    "缓存失效之后，第一个请求去读数据库，其余的请求等它的结果。",
    "索引按词项存放倒排表，查询时合并几张表，再按得分排序。",
    "向量检索用近似最近邻，召回率和延迟此消彼长。",
    "日志结构合并树先写内存，再成批落盘，后台不断合并文件。",
    "心跳超时之后，副本之间选出新的领导者，旧的领导者不得再写。",
    "镜像分层存放，相同的层只下载一次；节点上的空间要定期回收。",
    "排程器先過濾節點，再為每個節點打分，分數最高者得。",
    "記憶體不足時，核心會挑一個行程結束，容器因此重啟。",
    "資料庫的索引太多，寫入就慢；查詢太雜，索引又不夠用。",
    "佈隆過濾器不能刪除元素，布穀鳥過濾器可以。",
    "The scheduler scores each node and binds the pod to the best one.",
    "A Bloom filter answers whether an element may be in the set; false positives are possible.",
    "Cuckoo filters support deletion by storing fingerprints in buckets.",
    "Raft elects a leader per term, and followers reject writes from an older term.",
    "Invalid action masking sets the logits of invalid actions to a large negative number.",
    "The write-ahead log is flushed before the transaction commits.",
    "An inverted index keeps what a query needs: a posting list per term, and queries merge a few.",
    "Gradient checkpointing trades compute for memory by recomputing activations.",
    "kube-apiserver stores objects in etcd and serves watches to controllers.",
    "Call getUserName once; the result is cached until the token expires.",
    "用 kubectl 看 kube-scheduler 的日志，参数 log-level 设为 4。",
    "TiDB 的事务默认用乐观锁，tidb_txn_mode 改成 pessimistic 之后用悲观锁。",
    "GPU 显存不够时，把 batch-size 减半，再用 gradient accumulation 补回来。",
    "etcd 的 Raft 日志落盘要快，磁盘慢会让 leader 频繁切换。",
    "libnvidia-ml.so 找不到时，先看容器的 NVIDIA runtime 装好没有。",
    "用 Bloom filter 先挡一层，缓存穿透就不会打到 MySQL。",
]
TOPICS = [
    ("federation", "集群联邦", "调度"),
    ("bloom", "布隆过滤器", "误判"),
    ("two-phase", "两阶段提交", "日志"),
    ("masking", "无效动作掩码", "策略梯度"),
    ("cache", "缓存失效", "数据库"),
    ("inverted", "倒排索引", "排序"),
    ("vectors", "向量检索", "召回率"),
    ("lsm", "日志结构合并树", "合并"),
    ("raft", "Raft 选举", "领导者"),
    ("images", "镜像与空间", "回收"),
    ("scheduler-tw", "排程器", "節點"),
    ("memory-tw", "記憶體不足", "容器"),
    ("scheduling", "Scheduling pods", "scheduler scores"),
    ("filters", "Bloom and cuckoo filters", "deletion"),
    ("actions", "Action masking", "gradient"),
    ("wal", "Write-ahead logs", "transaction commits"),
    ("apiserver", "Inside kube-apiserver", "etcd"),
    ("gpu", "GPU 显存", "batch-size"),
]
#: A page with characters that sound like the right ones: pairs with them are known, but ten times as rare.
MISTAKES = ["打字时选错同音的字，把过滤器写成过虑器，把日志写成日制。", "输入法给出倒牌，给出缓存实效。"]
TAGS = ["kubernetes", "数据库", "machine-learning", "GPU", "分布式"]
QUERIES = [
    "调度", "集群", "布隆过滤器", "倒排索引", "梯度", "副本 领导者", "缓存 数据库", "日志 合并",
    "两阶段提交 事务", "节点 得分 排序", "索引查询", "記憶體 容器", "佈隆過濾器 刪除", "排程器 節點 分數",
    "無效動作 機率", "落盘", "如何判断元素是否存在", "容镜 日志", "图书馆集群", "锁",
    "scheduler", "filters", "cuckoo filter deletion", "raft leader term", "transaction commit log",
    "gradient memory", "what is an inverted index", "invalid actions logits", "kube-apiserver etcd",
    "getUserName", "filter-scheduler", "Bloom filter 缓存穿透", "etcd 日志", "GPU 显存 batch-size",
    "TiDB 事务 悲观锁", "kubectl 的 日志", "的日志", "machine-learning", "分布式 GPU", "lsm",
    "masking images", "filter", "filtered indexes", "inverted indexes", "two phase commit", "hash", "cluster",
    "叢集聯邦", "快取失效", "崩潰", "Bloom filters 缓存", "倒牌索引", "布龍過慮器", "缓存实效", "logs",
    "ml", "内存不够用", "过虑器 deletion", "过虑 deletion of an older leader", "日制 副本 gradient",
    "合病 日志", "过虑",
]  # fmt: skip

FILLERS = [
    "天空", "海洋", "山脉", "森林", "沙漠", "河流", "草原", "冰川",
    "amber", "cedar", "delta", "ember", "fjord", "grove", "heron", "ivory", "jasper", "kelp", "lotus",
]  # fmt: skip
PAIRS = [
    ("茶壶", "瓷碗"), ("围棋", "象棋"), ("钢琴", "竹笛"), ("灯塔", "码头"), ("麦田", "果园"),
    ("walnut", "pepper"), ("violin", "trumpet"), ("castle", "harbour"), ("月饼", "pumpkin"),
    ("砚台", "compass"),
]  # fmt: skip
#: How often a query's words occur in the units that have them.
CHAIN = [(1, 1), (1, 2), (2, 2), (2, 3), (3, 3), (3, 4), (4, 4)]
LENGTH = 40


def main() -> None:
    """Write the vectors."""
    chooser = random.Random(1996)
    vectors = {
        "mixed": {"units": [*_mixed(chooser), *_mistakes()], "queries": QUERIES},
        "plain": {
            "units": list(_plain(chooser)),
            "queries": [*(word for pair in PAIRS for word in pair), *(f"{a} {b}" for a, b in PAIRS)],
        },
    }
    OUT.write_text(json.dumps(vectors, ensure_ascii=False, indent=0) + "\n", "utf-8")


def _mixed(chooser: random.Random) -> list[dict[str, object]]:
    units: list[dict[str, object]] = []
    for slug, title, heading in TOPICS:
        tags = chooser.sample(TAGS, chooser.randint(1, 4)) if chooser.random() < 0.6 else []
        folder = chooser.choice(["notes", "a%20reader%27s%20guide%20to%20systems"])
        boost = 0.5 if slug == "images" else 1.5 if slug == "wal" else 1
        for number in range(4):
            other = chooser.choice(TOPICS)
            own: dict[str, object] = {
                "id": f"{slug}-{number}",
                "url": f"{folder}/{slug}/" + (f"#s{number}" if number else ""),
                "title": title,
                "heading": ["", heading, other[1], other[2]][number],
                "text": "".join(chooser.choices(SENTENCES, k=chooser.choice([1, 2, 3, 5, 8, 13]))),
                "tags": tags,
                "boost": boost,
            }
            units.append(own)
    return units


def _mistakes() -> Iterator[dict[str, object]]:
    for number, text in enumerate(MISTAKES):
        url = "notes/mistakes/" + (f"#s{number}" if number else "")
        yield {"id": f"mistakes-{number}", "url": url, "title": "错别字", "heading": "", "text": text}


def _plain(chooser: random.Random) -> list[dict[str, object]]:
    bodies: list[list[str]] = [[] for _ in range(80)]
    for pair in PAIRS:
        # Each step of the chain twice, so that ties are among what is compared.
        for (a, b), at in zip(CHAIN * 2, chooser.sample(range(len(bodies)), 2 * len(CHAIN)), strict=True):
            if len(bodies[at]) + a + b <= LENGTH:
                bodies[at] += [pair[0]] * a + [pair[1]] * b
    units: list[dict[str, object]] = []
    for number, words in enumerate(bodies):
        body = words + chooser.choices(FILLERS, k=LENGTH - len(words))
        chooser.shuffle(body)
        units.append({"id": str(number), "url": f"{number}/", "title": "", "text": "。 ".join(body)})
    return units


if __name__ == "__main__":
    main()
