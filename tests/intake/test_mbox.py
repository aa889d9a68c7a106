"""An mbox file is taken apart where its mails begin, and nowhere else."""

from __future__ import annotations

import io
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.intake import mails_in_file
from bot.intake.mbox import is_separator, mails_of
from bot.intake.sighting import LARGEST_MAIL_BYTES

FROM = b"From alerts@journal.example Fri Nov 20 10:00:00 2026\n"
ONE = b"From: a@j.example\nSubject: one\n\nbody\n"
TWO = b"From: b@j.example\nSubject: two\n\nbody\n"


def contents(mbox: bytes, most: int = 1000) -> list[bytes | None]:
    return [piece.content for piece in mails_of(io.BytesIO(mbox), most)]


def test_mails_are_told_apart() -> None:
    assert contents(FROM + ONE + b"\n" + FROM + TWO + b"\n") == [ONE, TWO]


def test_line_ends_are_kept_as_they_are() -> None:
    crlf = ONE.replace(b"\n", b"\r\n")
    assert contents(FROM.replace(b"\n", b"\r\n") + crlf + b"\r\n" + FROM + TWO) == [crlf, TWO]


def test_a_missing_blank_line_between_mails_is_put_up_with() -> None:
    assert contents(FROM + ONE + FROM + TWO) == [ONE, TWO]


def test_blank_lines_within_a_mail_are_kept() -> None:
    mail = b"Subject: x\n\n\n\na\n\n\nb\n"
    assert contents(FROM + mail + b"\n" + FROM + ONE) == [mail, ONE]


def test_quoted_from_lines_lose_one_bracket() -> None:
    quoted = b"Subject: x\n\n>From here on\n>>From there\n> From\n>Fromage\n"
    assert contents(FROM + quoted) == [b"Subject: x\n\nFrom here on\n>From there\n> From\n>Fromage\n"]


def test_a_sentence_that_begins_with_from_is_no_new_mail() -> None:
    mail = b"Subject: x\n\nFrom the abstract: we show\n\nFrom 2019 to 2023 we measured\nFrom now on\n"
    assert contents(FROM + mail) == [mail]


def test_blank_lines_before_the_first_mail_are_skipped() -> None:
    assert contents(b"\n\n" + FROM + ONE) == [ONE]


def test_a_last_line_without_an_end_is_kept() -> None:
    assert contents(FROM + b"Subject: x\n\nno end") == [b"Subject: x\n\nno end"]


def test_an_empty_file_has_no_mails() -> None:
    assert contents(b"") == []


def test_a_mail_too_large_is_told_by_its_uid_alone() -> None:
    large = b"Subject: x\n\n" + b"x" * 2000 + b"\n"
    pieces = list(mails_of(io.BytesIO(FROM + large + b"\n" + FROM + ONE), 1000))
    assert [piece.content for piece in pieces] == [None, ONE]
    assert pieces[0].uid == next(mails_of(io.BytesIO(FROM + large), 5000)).uid


def test_the_uid_tells_contents_apart_and_fits_a_database() -> None:
    one, two, again = mails_of(io.BytesIO(FROM + ONE + b"\n" + FROM + TWO + b"\n" + FROM + ONE), 1000)
    assert one.uid == again.uid != two.uid
    assert 0 < one.uid < 2**63


@pytest.mark.parametrize(
    "line",
    [
        b"From MAILER-DAEMON Fri Jul  8 12:08:34 2011\n",
        b"From - Tue Nov 03 08:00:01 2026\n",
        b"From 1716300000000000000@xxx Sat Nov 21 10:00:00 +0000 2026\n",
        b"From alerts@journal.example Fri, 20 Nov 2026 10:00:00 +0100\n",
        b"From =?utf-8?q?x?= Fri Nov 20 10:00 2026\r\n",
        b"From nobody\n",
    ],
)
def test_what_begins_a_mail(line: bytes) -> None:
    assert is_separator(line, after_blank=True)


@pytest.mark.parametrize(
    "line", [b"From: a@b.example\n", b"From here on all is well\n", b">From a Fri Nov 20 10:00:00 2026\n", b"\n"]
)
def test_what_does_not(line: bytes) -> None:
    assert not is_separator(line, after_blank=True)


def test_memory_does_not_grow_with_the_file() -> None:
    class Endless(io.RawIOBase):
        left = 3000

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            self.left -= 1
            chunk = (FROM + ONE + b"\n" + FROM + b"Subject: x\n\n" + b"y" * 30_000 + b"\n\n")[: len(buffer)]
            buffer[: len(chunk)] = chunk
            return len(chunk) if self.left > 0 else 0

    tracemalloc.start()
    sizes = [len(piece.content or b"") for piece in mails_of(io.BufferedReader(Endless(), 65_536), 20_000)]
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(sizes) > 4000
    assert most < 3_000_000


def in_file(content: bytes) -> list[bytes | None]:
    return list(mails_in_file(io.BytesIO(content)))


def test_the_file_of_a_single_mail_is_that_mail() -> None:
    assert in_file(ONE) == [ONE]
    assert in_file(b"") == [b""]
    assert in_file(b"\xff\x00") == [b"\xff\x00"]


def test_the_file_of_several_mails_gives_each() -> None:
    assert in_file(b"\n" + FROM + ONE + b"\n" + FROM + TWO) == [ONE, TWO]


def test_what_only_begins_as_an_mbox_is_one_mail() -> None:
    letter = b"From " + b"a" * 1000 + b" to z\n" + ONE
    assert in_file(letter) == [letter]


def test_a_mail_that_is_too_large_is_left_out_of_memory() -> None:
    large = b"x" * (LARGEST_MAIL_BYTES + 1)
    assert in_file(large) == [None]
    assert in_file(FROM + ONE + b"\n" + FROM + large) == [ONE, None]


@given(st.lists(st.binary(max_size=60).filter(lambda body: b"From " not in body), max_size=5))
def test_what_is_put_in_comes_out(bodies: list[bytes]) -> None:
    mails = [b"Subject: x\n\n" + body + b"\n" for body in bodies]
    assert contents(b"".join(FROM + mail + b"\n" for mail in mails)) == mails
