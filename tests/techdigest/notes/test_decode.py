from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from techdigest.diagnostics import Diagnostics
from techdigest.notes.decode import decode

SIMPLIFIED = "# 集群联邦\n\n在 Kubernetes 里，集群联邦让多个集群一起工作。\n"
TRADITIONAL = "# 叢集聯邦\n\n在 Kubernetes 裡，叢集聯邦讓多個叢集一起工作。\n"


def decoded(data: bytes, path: str = "a.md") -> tuple[str | None, list[str]]:
    found = Diagnostics()
    return decode(data, path, found), [diagnostic.render() for diagnostic in found]


def test_utf8_with_and_without_a_mark_is_read_without_a_word() -> None:
    assert decoded(SIMPLIFIED.encode()) == (SIMPLIFIED, [])
    assert decoded(SIMPLIFIED.encode("utf-8-sig")) == (SIMPLIFIED, [])
    assert decoded(b"") == ("", [])


@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [
        (SIMPLIFIED, "gbk", "GBK"),
        (SIMPLIFIED + "\N{CJK UNIFIED IDEOGRAPH-20BB7}野家", "gb18030", "GB18030"),
        (TRADITIONAL, "big5", "BIG5"),
        (TRADITIONAL, "gbk", "GBK"),
        (SIMPLIFIED, "utf-16", "UTF-16"),
        (SIMPLIFIED, "utf-16-le", "UTF-16LE"),
        (TRADITIONAL, "utf-16-be", "UTF-16BE"),
        ("# Only ASCII\n", "utf-16-le", "UTF-16LE"),
        ("# Only ASCII\n", "utf-16-be", "UTF-16BE"),
        (SIMPLIFIED, "utf-32", "UTF-32"),
    ],
)
def test_other_encodings_are_named_and_read_whole(text: str, codec: str, name: str) -> None:
    assert decoded(text.encode(codec), "旧 文.md") == (
        text,
        [
            f"旧 文.md: warning[encoding] the file is {name}, not UTF-8; it was read as {name}\n"
            f"    hint: Convert it: iconv -f {name} -t UTF-8 '旧 文.md' > '旧 文.md.utf8' && "
            "mv '旧 文.md.utf8' '旧 文.md'"
        ],
    )


def test_a_damaged_byte_is_an_error_with_its_place_and_not_taken_for_gbk() -> None:
    assert decoded("第一行没有问题\n第二行".encode() + b"\xff\n") == (
        None,
        [
            "a.md:2: error[encoding-unknown] byte 0xFF at offset 31 is not UTF-8, "
            "nor is the file GBK, GB18030, Big5 or UTF-16; it is left out\n"
            "    hint: Save the file as UTF-8 in your editor, or mend the damaged bytes."
        ],
    )


def test_the_offset_counts_a_mark() -> None:
    _, found = decoded(b"\xef\xbb\xbfa\xff")
    assert "byte 0xFF at offset 4 " in found[0]


@pytest.mark.parametrize(
    "data", [b"caf\xe9", "Größe für naïve Leser".encode("latin-1"), b"\xff\xfea", b"\x80\n"]
)
def test_what_no_encoding_explains_is_left_out(data: bytes) -> None:
    text, found = decoded(data)
    assert text is None
    assert len(found) == 1
    assert "encoding-unknown" in found[0]


def test_line_ends_become_lf() -> None:
    assert decoded(b"a\r\nb\rc\n") == ("a\nb\nc\n", [])


def test_control_characters_are_left_out_and_said_once() -> None:
    assert decoded(b"a\nb\x00c\x02\x03\td\x1b[31m\n") == (
        "a\nbc\td[31m\n",
        [
            "a.md:2: warning[control-character] 4 control characters left out, the first is U+0000\n"
            "    hint: Delete them: no browser shows them and feeds may not hold them."
        ],
    )


@given(st.binary(max_size=400))
def test_no_bytes_raise_and_each_failure_is_said_once(data: bytes) -> None:
    text, found = decoded(data)
    assert (text is not None) or len(found) == 1
    assert text is None or not set(text) & {"\0", "\2", "\3", "\r", "\x1b"}


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn"), exclude_characters="\ufeff")))
def test_every_utf8_text_comes_back(text: str) -> None:
    assert decoded(text.encode()) == (text, [])


@pytest.mark.parametrize("unit", [b"\xff", b"\xb9\xfa", b"\x00a", b"\x01", "国".encode(), b"\xef\xbb"])
def test_five_megabytes_take_linear_time(unit: bytes) -> None:
    start = time.process_time()
    decoded(unit * (5_000_000 // len(unit)))
    assert time.process_time() - start < 5
