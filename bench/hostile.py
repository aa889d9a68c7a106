"""What mails cost that were made to cost much, beside what one mail may take.

    python -m bench.hostile [--megabytes N] [--json]

Each is read as the program reads mail, in a child with its limits; seconds are those of its processor. Such a mail is
nearly always one thing over and over, so that something is looked at again and again.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from itertools import count
from resource import RUSAGE_CHILDREN, getrusage

from bot.parsing import Limits, Parsers

ARXIV = "no-reply@arXiv.org (send mail ONLY to cs)", "cs.LG daily Subj-class mailing 80028 1"
HUGGINGFACE = "Daily Papers <daily_papers_digest@notifications.huggingface.co>", "Daily papers of 22 Jan 2026"
SCHOLAR = "Google Scholar Alerts <scholaralerts-noreply@google.com>", "Ada Okafor - new articles"
JOURNAL = "Journal <ealert@journal.example.com>", "Journal Contents: Volume 32 Number 1"

# What is said over and over, to whom it comes from and whether in HTML; {n} is another number each time.
_REPEATED: dict[str, tuple[tuple[str, str], str, str]] = {
    "delimiters of a listing": (ARXIV, "plain", "\\\\\n"),
    "heads of a listing": (ARXIV, "plain", "\\\\\narXiv:2601.00001\n"),
    "identifiers on lines": (ARXIV, "plain", "arXiv:2601.00001\n"),
    "fields given again": (ARXIV, "plain", "\\\\\narXiv:2601.00001\n" + "Title: A title\nAuthors: A. Name\n" * 50),
    "one field without end": (ARXIV, "plain", "Title: A title of words, doi:10.1000/x{n}\nword doi:10.1000/y{n}\n"),
    "schemes without address": (HUGGINGFACE, "plain", "http://"),
    "addresses in each other": (HUGGINGFACE, "plain", "https://example.org/?url="),
    "papers on lines": (HUGGINGFACE, "plain", "https://huggingface.co/papers/2601.00001\n"),
    "papers in a row": (HUGGINGFACE, "html", '<a href="https://huggingface.co/papers/26{n}.00001">Some title</a> '),
    "titles of an alert": (SCHOLAR, "html", '<h3><a class="gse_alrt_title" href="https://x.example/{n}">Title {n}</a>'),
    "headings never closed": (SCHOLAR, "html", '<h3 class="gse_alrt_title"><a class="gse_alrt_title" href="x">'),
    "identifiers without end": (JOURNAL, "plain", "10.1234/"),
    "identifiers in a row": (JOURNAL, "plain", "10.1234/x{n} "),
    "links in a row": (JOURNAL, "html", '<a href="https://doi.org/10.1000/x{n}">x</a> '),
    "titles and identifiers": (JOURNAL, "html", "<p>A title of words {n}</p><p>Ada Okafor, Bo Chen</p>10.1000/x{n}"),
    "citations": (JOURNAL, "plain", "{n}. A title of words. Okafor A. J Foo. 2026 Jan 2. doi:10.1000/x{n}\n"),
    "names without end": (JOURNAL, "plain", "A. Name, "),
    "headers passed on": (JOURNAL, "plain", "From: a@example.org\nSubject: x{n}\n"),
    "labels of headers": (JOURNAL, "html", "From: "),
    "numbered links": (JOURNAL, "plain", "[{n}] https://x.example/{n}\n"),
    "Markdown": (JOURNAL, "plain", "[a]("),
    "quote marks": (JOURNAL, "plain", "> "),
    "uuencoded files": (JOURNAL, "plain", "begin 644 a\n"),
    "tags never ended": (JOURNAL, "html", "<"),
    "elements never closed": (JOURNAL, "html", "<div>"),
    "styles never closed": (JOURNAL, "html", "<p>A<b>b</b><i> "),
    "comments never ended": (JOURNAL, "html", "<!--"),
    "attributes of one element": (JOURNAL, "html", "<p a{n}=1>"),
    "attribute names": (JOURNAL, "html", "<p ${n}=1>"),
    "elements of all names": (JOURNAL, "html", "<t{n}></t{n}>"),
    "cells": (JOURNAL, "html", "<tr><td>"),
    "entities": (JOURNAL, "html", "&amp;"),
    "TeX": (JOURNAL, "plain", "\\frac{"),
    "one line": (JOURNAL, "plain", "a"),
    "brackets": (JOURNAL, "html", "("),
}  # fmt: skip


def repeated(name: str, size: int) -> bytes:
    """A mail of about `size` bytes that says one thing over and over."""
    (sender, subject), kind, text = _REPEATED[name]
    headers = f"From: {sender}\r\nSubject: {subject}\r\nContent-Type: text/{kind}; charset=utf-8\r\n\r\n"
    return headers.encode() + "".join(_numbered(text, size)).encode()


def _numbered(text: str, size: int) -> Iterator[str]:
    numbers = count(10_000_000)
    while size > 0:
        one = text.replace("{n}", str(next(numbers)))
        size -= len(one)
        yield one


def encoded_words(size: int) -> bytes:
    return b"From: a@example.org\r\nSubject: " + b"=?utf-8?q?word?= " * (min(size, 900_000) // 17) + b"\r\n\r\ntext"


def headers(size: int) -> bytes:
    return b"".join(b"X-%d: value\r\n" % n for n in range(min(size, 900_000) // 20)) + b"\r\ntext"


def parts(size: int) -> bytes:
    part = b"--x\r\nContent-Type: text/html\r\n\r\n<p>" + b"word " * (size // 10_000) + b"\r\n"
    return b"From: a@example.org\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n" + part * 1_900


def boundaries(size: int) -> bytes:
    return b"From: a@example.org\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n" + b"\r\n--x" * min(
        size // 5, 1_900
    )


MAILS: dict[str, Callable[[int], bytes]] = {
    **{name: lambda size, name=name: repeated(name, size) for name in _REPEATED},  # type: ignore[misc]
    "encoded words": encoded_words,
    "headers": headers,
    "parts": parts,
    "boundaries": boundaries,
}


def measure(size: int, limits: Limits) -> dict[str, float]:
    """Seconds of processor each takes, worst first; more than the limit where its child was ended."""
    seconds = {name: _seconds(make(size), limits) for name, make in MAILS.items()}
    return dict(sorted(seconds.items(), key=lambda one: -one[1]))


def _seconds(mail: bytes, limits: Limits) -> float:
    """By a child of its own: what one has used is known when it has ended."""
    before = getrusage(RUSAGE_CHILDREN)
    with Parsers(limits, most=1) as parsers:
        parsers.read([mail])
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.hostile", description="What hostile mails cost.")
    parser.add_argument("--megabytes", type=float, default=3)
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    options = parser.parse_args()
    limits = Limits()
    found = measure(int(options.megabytes * 1e6), limits)
    table = (f"{name:<28}{seconds:>7.1f} s" for name, seconds in found.items())
    print(json.dumps(found) if options.json else "\n".join([*table, f"{'limit':<28}{limits.cpu:>7.1f} s"]))
    return 0 if max(found.values()) <= limits.cpu + _TO_START else 1


_TO_START = 1.0  # seconds of processor a child takes to start

if __name__ == "__main__":
    sys.exit(main())
