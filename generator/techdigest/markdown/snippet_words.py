"""The words around a snippet, in the languages of pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from techdigest.notes.model import Lang
from techdigest.snippets.states import State


@dataclass(frozen=True, slots=True)
class Words:
    """What a page says about a snippet in one language; names in braces are filled in.

    `where` is a device, `version` that of a package, `details` are a few facts joined by `separator`.
    """

    # States, as sentences.
    verified: str
    valid: str
    checked: str
    no_gpu: str
    no_cluster: str
    stale: str
    other_versions: str
    failed: str
    never_run: str
    # Facts of a run.
    small: str
    full: str
    triton_interpreter: str
    cuda_simulator: str
    separator: str
    asserts: str
    seconds: str
    commit: str
    # Around the code.
    snippet: str
    permalink: str
    proves: str
    claims: str
    needs: str
    builds_on: str
    hidden_code: str
    # Results.
    stale_results: str
    other_results: str
    stale_mark: str
    metric: str
    value: str
    median: str
    runs: str
    spread: str
    output: str
    output_lines: str
    output_cut: str
    # Of all snippets.
    total: str
    counts: Mapping[State, str]
    # What a snippet may need; everything else is a command, shown as it is written.
    needed: Mapping[str, str]


WORDS: dict[Lang, Words] = {
    "zh-Hans": Words(
        verified="已在 {where} 上验证（{details}）",
        valid="已按 Kubernetes {version} 的 schema 验证（{details}）",
        checked="已在 {where} 上检查（{details}）",
        no_gpu="只在 CPU 上检查过（{details}），尚无 GPU 运行记录",
        no_cluster="只检查过不需要集群的部分（{details}），尚无 Kubernetes 运行记录",
        stale="已过期：在 {where} 上运行（{details}）之后，代码改过",
        other_versions="已过期：在 {where} 上运行（{details}）时，所用版本与代码要求的不同",
        failed="在 {where} 上运行失败（{details}）",
        never_run="从未运行：尚无记录",
        small="小规模",
        full="完整规模",
        triton_interpreter="Triton 解释器",
        cuda_simulator="CUDA 模拟器",
        separator="，",
        asserts="断言 {reached}/{total}",
        seconds="用时 {seconds} 秒",
        commit="提交 {commit}",
        snippet="代码 {id}",
        permalink="本段代码的链接",
        proves="证明：",
        claims="论断：",
        needs="需要：",
        builds_on="接着这段代码：",
        hidden_code="代码（{lines} 行）",
        stale_results="旧代码的结果（已过期）",
        other_results="在 {where} 上的结果",
        stale_mark="已过期：",
        metric="指标",
        value="值",
        median="中位数",
        runs="次数",
        spread="四分位距",
        output="输出",
        output_lines="输出（{lines} 行）",
        output_cut="输出（共 {lines} 行，只显示前 {shown} 行）",
        total="共 {n} 段代码：{states}。",
        counts={
            State.VERIFIED: "{n} 段已验证",
            State.STALE: "{n} 段已过期",
            State.FAILED: "{n} 段运行失败",
            State.CPU_ONLY: "{n} 段只在 CPU 上检查过",
            State.NEVER_RUN: "{n} 段从未运行",
        },
        needed={"gpu": "GPU", "torch": "PyTorch", "triton": "Triton", "numba": "Numba", "cupy": "CuPy"}
        | {"kube": "Kubernetes 集群", "root": "root 权限", "netns": "网络命名空间", "go": "Go"},
    ),
    "zh-Hant": Words(
        verified="已在 {where} 上驗證（{details}）",
        valid="已按 Kubernetes {version} 的 schema 驗證（{details}）",
        checked="已在 {where} 上檢查（{details}）",
        no_gpu="只在 CPU 上檢查過（{details}），尚無 GPU 執行紀錄",
        no_cluster="只檢查過不需要叢集的部分（{details}），尚無 Kubernetes 執行紀錄",
        stale="已過期：在 {where} 上執行（{details}）之後，程式碼改過",
        other_versions="已過期：在 {where} 上執行（{details}）時，所用版本與程式碼要求的不同",
        failed="在 {where} 上執行失敗（{details}）",
        never_run="從未執行：尚無紀錄",
        small="小規模",
        full="完整規模",
        triton_interpreter="Triton 直譯器",
        cuda_simulator="CUDA 模擬器",
        separator="，",
        asserts="斷言 {reached}/{total}",
        seconds="用時 {seconds} 秒",
        commit="提交 {commit}",
        snippet="程式碼 {id}",
        permalink="本段程式碼的連結",
        proves="證明：",
        claims="論斷：",
        needs="需要：",
        builds_on="接著這段程式碼：",
        hidden_code="程式碼（{lines} 行）",
        stale_results="舊程式碼的結果（已過期）",
        other_results="在 {where} 上的結果",
        stale_mark="已過期：",
        metric="指標",
        value="值",
        median="中位數",
        runs="次數",
        spread="四分位距",
        output="輸出",
        output_lines="輸出（{lines} 行）",
        output_cut="輸出（共 {lines} 行，只顯示前 {shown} 行）",
        total="共 {n} 段程式碼：{states}。",
        counts={
            State.VERIFIED: "{n} 段已驗證",
            State.STALE: "{n} 段已過期",
            State.FAILED: "{n} 段執行失敗",
            State.CPU_ONLY: "{n} 段只在 CPU 上檢查過",
            State.NEVER_RUN: "{n} 段從未執行",
        },
        needed={"gpu": "GPU", "torch": "PyTorch", "triton": "Triton", "numba": "Numba", "cupy": "CuPy"}
        | {"kube": "Kubernetes 叢集", "root": "root 權限", "netns": "網路命名空間", "go": "Go"},
    ),
    "en": Words(
        verified="Verified on {where}, {details}",
        valid="Verified against the schemas of Kubernetes {version}, {details}",
        checked="Checked on {where} ({details})",
        no_gpu="Checked on CPU only ({details}); no GPU run recorded",
        no_cluster="Checked only as far as no cluster is needed ({details}); no run on Kubernetes recorded",
        stale="Stale: the code has changed since it ran on {where} ({details})",
        other_versions="Stale: it ran on {where} with other versions than it asks for ({details})",
        failed="Failed on {where} ({details})",
        never_run="Never run: nothing recorded",
        small="small size",
        full="full size",
        triton_interpreter="Triton interpreter",
        cuda_simulator="CUDA simulator",
        separator=", ",
        asserts="asserts {reached}/{total}",
        seconds="{seconds} s",
        commit="commit {commit}",
        snippet="Snippet {id}",
        permalink="Link to this snippet",
        proves="Proves: ",
        claims="Claim: ",
        needs="Needs: ",
        builds_on="Builds on: ",
        hidden_code="Code ({lines} lines)",
        stale_results="Stale: results of the code before it changed",
        other_results="Results on {where}",
        stale_mark="Stale: ",
        metric="Metric",
        value="Value",
        median="Median",
        runs="n",
        spread="IQR",
        output="Output",
        output_lines="Output ({lines} lines)",
        output_cut="Output (the first {shown} of {lines} lines)",
        total="{n} in all: {states}.",
        counts={
            State.VERIFIED: "{n} verified",
            State.STALE: "{n} stale",
            State.FAILED: "{n} failed",
            State.CPU_ONLY: "{n} checked on CPU only",
            State.NEVER_RUN: "{n} never run",
        },
        needed={"gpu": "GPU", "torch": "PyTorch", "triton": "Triton", "numba": "Numba", "cupy": "CuPy"}
        | {"kube": "a Kubernetes cluster", "root": "root", "netns": "network namespaces", "go": "Go"},
    ),
}
