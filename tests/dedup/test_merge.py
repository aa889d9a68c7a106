"""The best of all mentions, field by field."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.dedup import enrich, paper_of, unite
from bot.models import Mention, Paper
from tests.dedup.papers import AUTHORS, TITLE, mention


def merged(*mentions: Mention) -> Paper:
    first, *others = map(paper_of, mentions)
    for other in others:
        first = unite(first, other)
    return first


def test_a_paper_of_one_mention_says_what_the_mention_says() -> None:
    seen = mention(
        authors=AUTHORS, abstract="A.", venue="Nature", published="2024", url="https://example.org/p/1", upvotes=3
    )
    paper = paper_of(seen)
    assert (paper.title, paper.authors, paper.abstract, paper.venue, paper.published, paper.upvotes) == (
        TITLE, AUTHORS, "A.", "Nature", "2024", 3,
    )  # fmt: skip
    assert (paper.id, paper.url, paper.mentions) == (None, "https://example.org/p/1", (seen,))


@pytest.mark.parametrize(
    ("worse", "better"),
    [
        (mention("Flow matching for…", truncated=frozenset({"title"})), mention()),
        (mention(TITLE.upper(), source="tldr"), mention()),
        (mention("Histone H3. 3 in CO 2 cells", source="google_scholar"), mention("Histone H3.3 in CO2 cells")),
        (mention("Flow matching of proteins", source="google_scholar"), mention(source="arxiv")),
        (mention("Flow matching of proteins", source="generic"), mention(source="pubmed")),
    ],
)
def test_the_title_is_the_most_trustworthy(worse: Mention, better: Mention) -> None:
    assert merged(worse, better).title == better.title
    assert merged(better, worse).title == better.title


@pytest.mark.parametrize(
    ("worse", "better"),
    [
        (mention(authors=None), mention(authors=AUTHORS)),
        (mention(authors=()), mention(authors=AUTHORS)),
        (mention(authors=AUTHORS[:1], truncated=frozenset({"authors"})), mention(authors=AUTHORS)),
        (mention(authors=AUTHORS, truncated=frozenset({"authors"})), mention(authors=AUTHORS)),
        (mention(authors=("Y Lipman", "RTQ Chen", "H Ben-Hamu")), mention(authors=AUTHORS)),
    ],
)
def test_the_authors_are_the_fullest_list(worse: Mention, better: Mention) -> None:
    for paper in (merged(worse, better), merged(better, worse)):
        assert (paper.authors, "authors" in paper.truncated) == (better.authors, False)


@pytest.mark.parametrize(
    ("worse", "better"),
    [
        (mention(abstract=None), mention(abstract="Short.")),
        (mention(abstract="A very long snippet …", truncated=frozenset({"abstract"})), mention(abstract="Short.")),
        (mention(abstract="Short."), mention(abstract="Longer than short.")),
    ],
)
def test_the_abstract_is_the_longest_whole_one(worse: Mention, better: Mention) -> None:
    for paper in (merged(worse, better), merged(better, worse)):
        assert (paper.abstract, "abstract" in paper.truncated) == (better.abstract, False)


def test_a_snippet_is_better_than_nothing_and_stays_marked() -> None:
    paper = merged(mention(), mention(abstract="Snip …", truncated=frozenset({"abstract"})))
    assert (paper.abstract, paper.truncated) == ("Snip …", frozenset({"abstract"}))


@pytest.mark.parametrize(
    ("worse", "better"),
    [
        (None, "arXiv"),
        ("arXiv preprint arXiv:2303.08867", "Nature"),
        ("bioRxiv", "eLife"),
        ("… on Knowledge and Systems", "Conference on Knowledge and Systems"),
    ],
)
def test_the_venue_is_where_it_was_published(worse: str | None, better: str) -> None:
    assert merged(mention(venue=worse), mention(venue=better)).venue == better
    assert merged(mention(venue=better), mention(venue=worse)).venue == better


@pytest.mark.parametrize(
    ("one", "other", "published"),
    [
        ("2023", "2023-03-15", "2023-03-15"),
        ("2023-03", "2023-03-15", "2023-03-15"),
        ("2024-01-01", "2023-03-15", "2023-03-15"),
        ("2024", "2023", "2023"),
        (None, "2023", "2023"),
        (None, None, None),
    ],
)
def test_the_date_is_the_most_precise_and_then_the_earliest(one: str | None, other: str | None, published: str) -> None:
    assert merged(mention(published=one), mention(published=other)).published == published
    assert merged(mention(published=other), mention(published=one)).published == published


def test_identifiers_links_and_categories_are_united() -> None:
    paper = merged(
        mention(arxiv="2303.08867", categories=("cs.LG", "q-bio.BM"), links={"code": "https://github.com/x/y"}),
        mention(doi="10.1000/x", categories=("stat.ML", "cs.LG"), links={"pdf": "https://example.org/x.pdf"}),
    )
    assert paper.identifiers == {"arxiv": "2303.08867", "doi": "10.1000/x"}
    assert paper.categories == ("cs.LG", "q-bio.BM", "stat.ML")
    assert paper.links == {"code": "https://github.com/x/y", "pdf": "https://arxiv.org/pdf/2303.08867"}


def test_the_first_value_of_a_scheme_stays() -> None:
    assert merged(mention(doi="10.1000/x"), mention(doi="10.2000/y")).identifiers == {"doi": "10.1000/x"}


def test_the_publishers_doi_replaces_the_preprints() -> None:
    preprint, published = mention(doi="10.1101/2023.01.20.700468"), mention(doi="10.1038/s41586-024-00001-2")
    assert merged(preprint, published).identifiers == {"doi": "10.1038/s41586-024-00001-2"}
    assert merged(published, preprint).identifiers == {"doi": "10.1038/s41586-024-00001-2"}


def test_the_page_follows_the_identifiers() -> None:
    seen = mention(url="https://news.example.org/17")
    assert merged(seen).url == "https://news.example.org/17"
    assert merged(seen, mention(arxiv="2303.08867")).url == "https://arxiv.org/abs/2303.08867"
    assert merged(seen, mention(arxiv="2303.08867"), mention(doi="10.1000/x")).url == "https://doi.org/10.1000/x"


def test_the_most_upvotes_count_and_none_is_not_nought() -> None:
    assert merged(mention(upvotes=3), mention(upvotes=140), mention()).upvotes == 140
    assert merged(mention(upvotes=0), mention()).upvotes == 0
    assert merged(mention(), mention()).upvotes is None


def test_unknown_stays_unknown() -> None:
    paper = merged(mention(), mention())
    assert (paper.authors, paper.abstract, paper.venue, paper.categories) == (None, None, None, None)


def test_every_mention_is_kept_once() -> None:
    one, other = mention(alert="A"), mention(alert="B")
    assert merged(one, other, one).mentions == (one, other)


def test_a_stored_paper_keeps_its_number_and_its_first_day() -> None:
    day = datetime(2026, 1, 1, tzinfo=UTC)
    known = replace(paper_of(mention()), id=7, first_seen=day, mentions=())
    paper = enrich(known, mention(abstract="New.", arxiv="2303.08867"))
    assert (paper.id, paper.first_seen, paper.abstract, len(paper.mentions)) == (7, day, "New.", 1)
