"""A title without end is no title: it is cut where it is read, so that no rule has to look through it."""

from __future__ import annotations

import pytest

from bot.models import Mention
from bot.parse import read_mail
from bot.parse.lengths import MOST_OF_ABSTRACT, MOST_OF_TITLE, bounded
from tests.e2e.program import arxiv_mail


def test_what_is_as_long_as_may_be_stays_as_it_is() -> None:
    mention = Mention("t" * MOST_OF_TITLE, "arxiv", abstract="a" * MOST_OF_ABSTRACT)
    assert bounded(mention) is mention
    assert bounded(short := Mention("Nets", "arxiv")) is short


def test_what_is_longer_is_cut_behind_a_word_and_marked() -> None:
    cut = bounded(Mention("word " * 1_000, "arxiv", abstract="word " * 9_000, truncated=frozenset({"authors"})))
    assert cut.title.endswith(" word…")
    assert (len(cut.title) <= MOST_OF_TITLE, len(cut.abstract or "") <= MOST_OF_ABSTRACT) == (True, True)
    assert cut.truncated == {"title", "abstract", "authors"}


@pytest.mark.parametrize("title", ["x" * 5_000, "文" * 5_000])
def test_a_title_without_spaces_is_cut_all_the_same(title: str) -> None:
    cut = bounded(Mention(title, "arxiv"))
    assert cut.title == title[: MOST_OF_TITLE - 1] + "…"
    assert (cut.abstract, cut.truncated) == (None, frozenset({"title"}))


def test_a_mail_with_a_title_of_a_megabyte_gives_a_short_one() -> None:
    before, colon, after = arxiv_mail(1).partition(b"Title: ")
    (mention,) = read_mail(before + colon + b"More " * 200_000 + after).mentions
    assert len(mention.title) <= MOST_OF_TITLE
    assert "title" in mention.truncated
