"""What a hostile mail costs grows with its length, not with the square of it."""

from __future__ import annotations

import time

import pytest

from bench.hostile import MAILS
from bot.parse import read_mail

SOME, FOUR_TIMES = 100_000, 400_000  # bytes
HARDLY_ANY = 0.02  # seconds, below which what a mail costs says nothing


def seconds(mail: bytes) -> float:
    """Of the processor, the lesser of two readings."""
    taken = []
    for _ in range(2):
        start = time.process_time()
        read_mail(mail)
        taken.append(time.process_time() - start)
    return min(taken)


@pytest.mark.parametrize("name", MAILS)
def test_four_times_as_much_costs_about_four_times_as_much(name: str) -> None:
    some, four_times = seconds(MAILS[name](SOME)), seconds(MAILS[name](FOUR_TIMES))
    assert four_times < 10 * max(some, HARDLY_ANY)  # the square would be 16


@pytest.mark.parametrize("name", MAILS)
def test_a_hostile_mail_is_read_without_an_error(name: str) -> None:
    assert read_mail(MAILS[name](20_000)).error is None


LONG, SHORT, ALL = 3_800, 200, 76_000  # characters of a line, and of the lines of a mail
LINES = {
    "buttons behind a summary": ("html", "read more ", " words"),
    "spaces within a line": ("plain", " ", "words"),
    "journals in a column": ("html", "journal ", ""),
    "one person and no institution": ("html", "A-", "_university"),
}


def mail_of_lines(kind: str, unit: str, end: str, length: int) -> bytes:
    """Papers, each with a line of `length` characters below; of as many characters in all, however long these are."""
    line = "Ada " + unit * (length // len(unit)) + end
    paper = {
        "html": '<p><a href="https://doi.org/10.1000/x{n}">A title of words and nets {n}</a></p><p>{line} {n}</p>'
        "<p>Ada Okafor, Bo Chen</p><p>{line} {n}</p>",
        "plain": "A title of words {n}\n{line} {n}\nhttps://doi.org/10.1000/x{n}\n\n",
    }[kind]
    body = "".join(paper.format(line=line, n=n) for n in range(ALL // length))
    header = f"From: ealert@journal.example.com\nSubject: Contents\nContent-Type: text/{kind}; charset=utf-8\n\n"
    return (header + body).encode()


@pytest.mark.parametrize("name", LINES)
def test_few_long_lines_cost_no_more_than_many_short_ones(name: str) -> None:
    long, short = (seconds(mail_of_lines(*LINES[name], length)) for length in (LONG, SHORT))
    assert long < max(short, HARDLY_ANY)  # the square would be 19 times as much
