"""Which lines belong to which paper of a list."""

from __future__ import annotations

from bot.parse.html import Block
from bot.parse.sources.items import Item
from bot.parse.sources.regions import Regions


def _dates(*texts: str) -> list[str | None]:
    lines = [Block(text, "p") for text in texts]
    starts = [number for number, text in enumerate(texts) if text.startswith("On ")]
    regions = Regions(lines, starts)
    return [regions.details(Item(texts[number], {}, [(number, "")])).published for number in starts]


def test_dates_above_titles_are_those_of_the_titles_below() -> None:
    shown = _dates(
        "Published on 3 May 2026 in Gardens", "On hedges", "Ada Roe", "Published on 4 May 2026", "On lawns", "Bo Poe"
    )
    assert shown == ["2026-05-03", "2026-05-04"]


def test_dates_below_titles_stay_theirs() -> None:
    shown = _dates("May 2026", "On hedges", "Ada Roe", "Article | 3 May 2026", "On lawns", "Bo Poe", "4 May 2026")
    assert shown == ["2026-05-03", "2026-05-04"]


def test_the_foot_of_a_mail_is_of_no_paper() -> None:
    shown = _dates("On hedges", "Ada Roe", "You are receiving this message since you asked.", "Published 3 May 2026")
    assert shown == [None]


def test_a_journal_that_reads_like_a_person_is_no_author() -> None:
    texts = ("On hedges", "Pond Processes", "Ada Roe and Bo Poe", "On lawns", "Pond Processes", "Cy Doe")
    regions = Regions([Block(text, "p") for text in texts], [0, 3])
    shown = [regions.details(Item(texts[number], {}, [(number, "")])) for number in (0, 3)]
    assert [(details.venue, details.authors) for details in shown] == [
        ("Pond Processes", ("Ada Roe", "Bo Poe")),
        ("Pond Processes", ("Cy Doe",)),
    ]
