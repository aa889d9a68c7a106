"""Mails to be read in children, and a look at the children themselves."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.program import arxiv_mail

HTML = b"From: Journal <alerts@journal.example.org>\r\nSubject: Contents\r\nContent-Type: text/html\r\n\r\n"
GOOD = [arxiv_mail(number) for number in range(50)]


def laborious(papers: int = 4000) -> bytes:
    """A listing that takes seconds, and is nothing but long."""
    return arxiv_mail(*range(papers))


def spacious() -> bytes:
    """A page that takes more than a hundred megabytes."""
    return HTML + b"<p>A<b>b</b> " * 2_000_000


def children() -> set[int]:
    """The processes this one has started and not yet heard the end of."""
    lists = Path("/proc/self/task").glob("*/children")
    return {int(number) for each in lists for number in each.read_text(encoding="ascii").split()}
