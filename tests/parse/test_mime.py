"""The tree of parts is that of the standard library, whatever comes."""

from __future__ import annotations

from email import message_from_bytes
from email.message import Message
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.parse.mime import message_of
from tests.corpus import CORPUS, needs_corpus

OURS = sorted(Path(__file__).parents[1].glob("mails/*/*.eml"))
REAL = sorted(path for path in CORPUS.rglob("*") if path.is_file()) if CORPUS.is_dir() else []
HEAD = "Content-Type: multipart/mixed; boundary=B\n\n"
LINES = (
    "", " ", "words", "--", "--B", "--B--", "--B \t", "--BB", "x--B", "--C", "--C--", "Subject: words",
    "Subject: \udce9", "Content-Type: multipart/mixed; boundary=B", 'Content-Type: multipart/alternative; boundary="C"',
    "Content-Type: multipart/digest; boundary=C", "Content-Type: multipart/mixed", "Content-Type: message/rfc822",
    "Content-Type: text/html", "\udce9",
)  # fmt: skip


def tree(message: Message) -> object:
    """Headers and what they head; of a delivery status, which is not read, the headers."""
    headers, kind = list(message.raw_items()), message.get_content_type()
    if kind == "message/delivery-status":
        return headers, kind
    held = message._payload  # type: ignore[attr-defined]  # get_payload() would decode it
    return headers, kind, [tree(part) for part in held] if isinstance(held, list) else held


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["--B", "Subject: one", "", "text", "--B", "", "two", "--B--", "after", "--B", "", "no part"],
        ["before", "--B", "", "never closed", ""],
        ["--B", "--B", "", "after two boundaries", "--B--"],
        ["--B--", "", "closed before it began"],
        ["--B", "no headers", "", "--B--"],
        ["--B", "Content-Type: multipart/mixed; boundary=C", "", "--C", "", "in", "--B", "", "out", "--C--", "--B--"],
        ["--B", "Content-Type: message/rfc822", "", "Subject: inner", "", "text", "", "--B--"],
        ["--B", "Content-Type: multipart/digest; boundary=C", "", "--C", "", "Subject: inner", "", "text", "--C--"],
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_parts_are_those_of_the_standard_library(lines: list[str], line_end: str) -> None:
    content = (HEAD + "\n".join(lines)).replace("\n", line_end).encode()
    assert tree(message_of(content)) == tree(message_from_bytes(content))


@example([], "\n")
@given(st.lists(st.sampled_from(LINES), max_size=30), st.sampled_from(("\n", "\r\n", "\r")))
def test_any_lines_are_taken_apart_as_by_the_standard_library(lines: list[str], line_end: str) -> None:
    content = (HEAD + "\n".join(lines)).replace("\n", line_end).encode("ascii", "surrogateescape")
    assert tree(message_of(content)) == tree(message_from_bytes(content))


@given(st.lists(st.sampled_from(LINES), max_size=30))
def test_any_lines_without_a_header_before_them_are_too(lines: list[str]) -> None:
    content = "\n".join(lines).encode("ascii", "surrogateescape")
    assert tree(message_of(content)) == tree(message_from_bytes(content))


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.stem)
def test_our_mails_are_too(path: Path) -> None:
    content = path.read_bytes()
    assert tree(message_of(content)) == tree(message_from_bytes(content))


@needs_corpus
def test_real_mails_are_too() -> None:
    contents = [path.read_bytes() for path in REAL]
    assert [tree(message_of(content)) for content in contents] == [
        tree(message_from_bytes(content)) for content in contents
    ]
