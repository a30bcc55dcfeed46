from __future__ import annotations

import time
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from techdigest.diagnostics import Diagnostics
from techdigest.domains.tagger import Tagger
from techdigest.domains.taxonomy import Taxonomy

CONTENT = Path(__file__).parents[3] / "content"


@cache
def tagger() -> Tagger:
    return Tagger(Taxonomy.load(CONTENT / "domains.yml", Diagnostics()))


def proposed(title: str, text: str) -> list[str]:
    return [proposal.domain for proposal in tagger().propose(title, text)]


@pytest.mark.parametrize(
    ("title", "text", "first"),
    [
        (
            "",
            "Pod 由 kubelet 启动，调度由 kube-scheduler 完成，Operator 里的 controller 监听 API server。",
            "cloud",
        ),
        ("叢集聯邦", "多個叢集由 Karmada 管理，Deployment 會分發到每個叢集。", "cloud"),
        ("Raft", "选主之后，日志复制到多数副本，共识就达成了。", "distributed-systems"),
        ("", "PPO 是一种策略梯度算法，智能体根据奖励更新策略网络。", "reinforcement-learning"),
        ("", "Triplet loss pulls embeddings together; negative mining picks the margin.", "deep-learning"),
        ("", "布隆过滤器用几个哈希函数，误判率取决于比特数；布谷鸟过滤器存指纹。", "algorithms"),
        ("", "nvidia-smi 报错：内核模块和驱动的版本对不上，显存也看不到了。", "gpu"),
        ("Kubeflow", "Katib 做超参数调优，模型服务交给 KServe。", "mlops"),
        ("", "把流量随机分组，实验组和对照组的差异用 t 检验，置信区间要报出来。", "experimentation"),
        ("", "数据库的事务隔离级别有四种，MVCC 和 WAL 各有用处。", "storage"),
        ("", "TCP 三次握手之后，数据包经过网桥和 iptables 转发。", "networking"),
        ("如何学习", "先想清楚动机，再做背景调查，然后写学习计划，从正反馈里坚持下去。", "soft-skills"),
        ("", "用 Vim 写脚本，命令行里跑 git，再用 Makefile 串起来。", "tools"),
    ],
)
def test_a_text_gets_the_domain_it_is_about(title: str, text: str, first: str) -> None:
    assert proposed(title, text)[0] == first


def test_an_essay_that_mentions_a_term_in_passing_is_not_tagged_with_its_domain() -> None:
    essay = (
        "这一年换了工作，生活也安定下来。早上读书，晚上跑步，周末和朋友去爬山，日子过得比从前慢。"
        "刚入职的时候有些不安，后来慢慢习惯了新的节奏，也学会了拒绝不重要的会议。"
    ) * 12
    assert "cloud" not in proposed("年终总结", essay + "工作上偶尔会用到 Kubernetes。")
    assert proposed("随笔", essay.replace("工作", "日子")) == []


def test_one_mention_of_one_term_is_not_enough() -> None:
    assert proposed("", "布隆过滤器") == []
    assert proposed("", "布隆过滤器和布谷鸟过滤器") == ["algorithms"]
    assert proposed("布隆过滤器", "") == ["algorithms"]


def test_a_term_in_the_title_weighs_more() -> None:
    text = "这篇文章讲一个问题的来龙去脉，读者可以自己判断。" * 8 + "其中也有布隆过滤器。"
    assert "algorithms" not in proposed("一篇文章", text)
    assert "algorithms" in proposed("布隆过滤器", text)


def test_the_longest_term_counts_where_terms_overlap() -> None:
    (proposal,) = tagger().score("", "深度强化学习")
    assert proposal.domain == "reinforcement-learning"
    assert [evidence.term for evidence in proposal.evidence] == ["深度强化学习"]
    assert [p.domain for p in tagger().score("", "a neural network")] == ["deep-learning"]  # not networking


def test_scripts_regions_plurals_and_case_do_not_matter() -> None:
    simplified = tagger().score("", "集群联邦与容器编排")
    assert [(p.domain, p.score) for p in tagger().score("", "叢集聯邦與容器編排")] == [
        (p.domain, p.score) for p in simplified
    ]
    assert tagger().score("", "BLOOM FILTERS")[0].score == tagger().score("", "bloom filter")[0].score


def test_the_evidence_adds_up_to_the_score() -> None:
    for proposal in tagger().score(
        "Ray on Kubernetes", "A Ray cluster is a set of pods. Ray has its own scheduler."
    ):
        assert proposal.score == pytest.approx(sum(e.weight for e in proposal.evidence), abs=1e-5)
    (cloud, *_) = tagger().score("Ray on Kubernetes", "Pods, pods and an operator.")
    assert cloud.explain() == "kubernetes ×0 (title), operator ×1, pod ×2"


def test_without_terms_or_domains_nothing_is_proposed() -> None:
    assert tagger().propose("", "") == ()
    assert Tagger(Taxonomy()).propose("Kubernetes", "Kubernetes") == ()


@given(st.text(max_size=200), st.text(max_size=400))
def test_no_text_raises_and_scores_are_sorted(title: str, text: str) -> None:
    scores = [proposal.score for proposal in tagger().score(title, text)]
    assert scores == sorted(scores, reverse=True)


def test_a_megabyte_is_tagged_in_linear_time() -> None:
    start = time.process_time()
    tagger().propose("集群", "集群联邦 kubernetes " * 60_000)
    assert time.process_time() - start < 5
