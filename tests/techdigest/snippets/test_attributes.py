"""What a fence may say about its snippet, and what is said where it says something else."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.snippet_pages import collected
from techdigest.diagnostics import Diagnostics
from techdigest.snippets.attributes import ATTRIBUTES, NEEDS, Attributes, Expectation, is_id, read_attributes
from techdigest.snippets.model import Fence


def read(language: str = "python", name: str = "a", **options: str) -> tuple[Attributes | None, list[Any]]:
    found = Diagnostics()
    fence = Fence("notes/a/index.md", 7, language, name, MappingProxyType(options), "x\n")
    return read_attributes(fence, found), list(found)


def written(attributes: str) -> list[str]:
    """The findings about a fence as an author writes it, on line 3 of its page."""
    (fence,), _ = collected(f"# a\n\n```python {{{attributes}}}\nx\n```\n")
    found = Diagnostics()
    read_attributes(fence, found)
    return [diagnostic.render() for diagnostic in found]


def test_each_attribute_is_read() -> None:
    attributes, found = read(
        claim="At 95 %  load\tinserts succeed",
        needs="gpu, torch rsync",
        timeout="2.5",
        setup="one two-2",
        files="data.csv 数据.txt",
        pins="triton==3.6.0 numpy==2.1",
        hidden="hidden",
        expect="exit:3",
        plot="curve.svg",
        size="small",
        title="a.py",
    )
    assert found == []
    assert attributes == Attributes(
        claim="At 95 % load inserts succeed",
        needs=("gpu", "torch", "rsync"),
        timeout=2.5,
        setup=("one", "two-2"),
        files=("data.csv", "数据.txt"),
        pins=("numpy==2.1", "triton==3.6.0"),
        hidden=True,
        expect=Expectation(status=3),
        plot="curve.svg",
        size="small",
    )


def test_an_expectation_that_is_no_status_is_text_of_the_output() -> None:
    attributes, _ = read(expect="exits: 3 of 4")
    assert attributes is not None
    assert attributes.expect == Expectation(output="exits: 3 of 4")


def test_without_attributes_everything_has_a_default() -> None:
    assert read() == (Attributes(), [])


@pytest.mark.parametrize(
    ("option", "value", "message", "hint"),
    [
        ("timeout", "fast", "'fast' is no time that a snippet may take", "above 0 and up to 600"),
        ("timeout", "0", "'0' is no time", "above 0"),
        ("timeout", "601", "'601' is no time", "up to 600"),
        ("timeout", "nan", "'nan' is no time", "timeout=60"),
        ("timeout", "-1", "'-1' is no time", "timeout=60"),
        ("plot", "a.gif", "'a.gif' is no name for a picture", ".svg or .png"),
        ("plot", "../a.svg", "'../a.svg' is no name for a picture", "plain name"),
        ("plot", "b/a.svg", "'b/a.svg' is no name for a picture", "plain name"),
        ("plot", ".svg", "'.svg' is no name for a picture", "plain name"),
        ("size", "large", "'large' is no size", "size=small or size=full"),
        ("hidden", "no", "hidden has the value 'no'", "without a value"),
        ("expect", "exit:three", "'exit:three' is nothing to expect", "exit:3"),
        ("expect", "exit:256", "256 is no exit status", "up to 255"),
        ("needs", "gpus", "nothing is called 'gpus'", "needs=gpu"),
        ("needs", "torhc", "nothing is called 'torhc'", "needs=torch"),
        ("needs", "GPU", "nothing is called 'GPU'", "needs=gpu"),
        ("needs", "/bin/sh", "'/bin/sh' is no name of a command", "known are gpu, torch"),
        ("setup", "Not An Id", "'Not' is no id", 'setup="one-id other-id"'),
        ("files", "../secret", "'../secret' is no plain file name", "beside the note"),
        ("files", "/etc/passwd", "'/etc/passwd' is no plain file name", "beside the note"),
        ("pins", "torch>=2", "'torch>=2' pins no version", "name==version"),
        ("claim", "claim", "the attribute claim has no value", 'claim="…"'),
        ("expect", "expect", "the attribute expect has no value", "leave it out"),
        ("hl_lines", "two", "'two' are no lines", "2 4-6"),
        ("claim", " ", "the claim says nothing", 'claim="…"'),
    ],
)
def test_a_value_that_cannot_be_is_reported(option: str, value: str, message: str, hint: str) -> None:
    attributes, found = read(**{option: value})
    assert attributes is None
    (diagnostic,) = found
    assert (diagnostic.path, diagnostic.line, diagnostic.code) == ("notes/a/index.md", 7, f"snippet-{option}")
    assert diagnostic.message.startswith(message)
    assert hint in diagnostic.hint


@pytest.mark.parametrize(
    ("attributes", "message", "hint"),
    [
        (".run id=a timeuot=3", "a snippet has no attribute 'timeuot'", "did you mean timeout?"),
        (".run id=a colour=red", "a snippet has no attribute 'colour'", "known are id, claim, needs"),
        (".run id=a needs=gpu torch", "a snippet has no attribute 'torch'", 'needs="… torch"'),
        (".run claim='x'", "this snippet has no id", "{.run id=what-it-shows}"),
        (".run id=Cuckoo_Load", "'Cuckoo_Load' is no id", "joined by hyphens"),
        (f".run id={'a' * 81}", f"'{'a' * 60}' is no id", "at most 80"),
        (
            '.run id=a claim="open',
            "the attributes cannot be read from 'claim=\"open' onwards",
            "quote values straight",
        ),
        (
            ".run id=a expect=a=b",
            "the attributes cannot be read from 'expect=a=b' onwards",
            "quote values straight",
        ),
        (".run id=a claim=“two words”", "the attributes cannot be read from 'claim=“two words”'", "straight"),
    ],
)
def test_what_an_author_mistypes_is_one_finding(attributes: str, message: str, hint: str) -> None:
    (found,) = written(attributes)
    assert found.startswith("notes/demo/index.md:3: error[snippet-")
    assert message in found
    assert hint in found.split("hint: ")[1]


@pytest.mark.parametrize(
    ("language", "hint"),
    [
        ("pyhton", "```python"),
        ("sh", "```bash"),
        ("yml", "```yaml"),
        ("rust", "python, bash, yaml, go"),
        ("", "word"),
    ],
)
def test_a_language_that_cannot_be_run_is_reported(language: str, hint: str) -> None:
    attributes, (diagnostic,) = read(language)
    assert attributes is None
    assert diagnostic.code == "snippet-language"
    assert hint in diagnostic.hint


@pytest.mark.parametrize("command", ["rsync", "iptables", "ip", "git", "g++", "kubectl", "cp", "gofmt"])
def test_commands_are_needs_although_some_look_a_little_like_others(command: str) -> None:
    attributes, found = read(needs=command)
    assert attributes is not None
    assert (attributes.needs, found) == ((command,), [])


@given(st.sampled_from([need for need in NEEDS if len(need) > 2]), st.data())
def test_one_slip_in_a_need_is_noticed(need: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(need) - 1))
    slip = data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
    wrong = data.draw(
        st.sampled_from(
            [
                need[:at] + need[at + 1 :],
                need[:at] + slip + need[at:],
                need[:at] + slip + need[at + 1 :],
                need[:at] + need[at : at + 2][::-1] + need[at + 2 :],
            ]
        )
    )
    attributes, found = read(needs=wrong)
    assert (attributes is None) == (wrong not in NEEDS) == bool(found)


@given(st.dictionaries(st.sampled_from(sorted(ATTRIBUTES)) | st.text(max_size=9), st.text(max_size=20)))
def test_any_attributes_are_read_or_reported(options: dict[str, str]) -> None:
    found = Diagnostics()
    fence = Fence("a.md", 1, "python", "a", MappingProxyType(options), "x\n")
    attributes = read_attributes(fence, found)
    assert (attributes is None) == (len(found) > 0)
    assert all(diagnostic.hint and diagnostic.line == 1 for diagnostic in found)


@given(st.text(max_size=100))
def test_an_id_names_one_folder_whatever_it_is(word: str) -> None:
    assert not is_id(word) or (
        word.isascii() and word == word.lower() and "/" not in word and "." not in word
    )
