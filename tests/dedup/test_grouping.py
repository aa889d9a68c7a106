"""Which mentions are one paper, which are not, and how stored papers take part."""

from __future__ import annotations

import random
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.dedup import group, paper_of
from bot.models import Mention, Paper
from tests.dedup.papers import AUTHORS, TITLE, mention

OTHER_TITLE = "A survey of quantum error correction codes"
OTHER_AUTHORS = ("Peter Shor", "Andrew Steane")

SAME: list[tuple[str, Mention, Mention]] = [
    ("arxiv", mention(arxiv="2303.08867"), mention(arxiv="2303.08867v2")),
    ("arxiv", mention(arxiv="2303.08867"), mention("Proteins by flows", arxiv="2303.08867")),
    ("arxiv", mention(arxiv="2303.08867", authors=AUTHORS), mention(OTHER_TITLE, arxiv="2303.08867", authors=AUTHORS)),
    ("arxiv", mention(arxiv="2303.08867"), mention(OTHER_TITLE, arxiv="2303.08867")),
    ("arxiv", mention(arxiv="2303.08867", authors=AUTHORS), mention("流匹配", arxiv="2303.08867", authors=("某人",))),
    ("doi", mention(doi="10.1000/x"), mention(doi="10.1000/X")),
    ("doi", mention(doi="10.1101/2026.01.20.700468"), mention("Proteins", doi="10.64898/2026.01.20.700468")),
    ("acl", mention(doi="10.18653/v1/P19-1001"), mention("Proteins", acl="P19-1001")),
    ("arxiv", mention(arxiv="2303.08867", doi="10.1000/x"), mention(arxiv="2303.08867", doi="10.1000/x")),
    ("url", mention(url="https://example.org/paper/1"), mention("Flow matching", url="http://example.org/paper/1/")),
    ("title", mention(arxiv="2303.08867"), mention()),
    (
        "title",
        mention("Attention Is All You Need", arxiv="1706.03762"),
        mention("Attention is all you need", authors=AUTHORS),
    ),
    ("title", mention(authors=AUTHORS), mention(TITLE.upper(), authors=("Y Lipman", "RTQ Chen"))),
    ("title", mention(authors=AUTHORS), mention(authors=("Lipman, Y.", "Chen, R. T. Q.", "Ben-Hamu, H."))),
    ("title", mention(authors=AUTHORS), mention("Flow matching for generative modeling…", authors=("Y Lipman",))),
    ("title", mention(), mention("Flow matching for generative modeling of…")),
    ("title", mention(authors=AUTHORS), mention("Flow matching for generative modelling of proteins", authors=AUTHORS)),
    ("title", mention("Deep learning", authors=AUTHORS), mention("Deep Learning", authors=AUTHORS)),
    ("title", mention(arxiv="2303.08867", published="2023-03-15"), mention(doi="10.1000/x", published="2023")),
    (
        "title",
        mention(doi="10.1101/2023.01.20.700468", authors=AUTHORS, venue="bioRxiv", published="2023-01-20"),
        mention(doi="10.1038/s41586-024-00001-2", authors=AUTHORS, venue="Nature", published="2024-02-01"),
    ),
    ("title", mention(s2="a" * 40, authors=AUTHORS), mention(s2="b" * 40, authors=AUTHORS)),
    (
        "title",
        mention(bibcode="2023arXiv230308867S", authors=AUTHORS),
        mention(bibcode="2024ApJ...123..456L", authors=AUTHORS),
    ),
    ("title", mention(authors=("Mamani Maribel", "Quispe Juan")), mention(authors=("Maribel Mamani", "Juan Quispe"))),
    ("title", mention(authors=("r gќting", "m schnєider")), mention(authors=("rh gfiting", "m schneider"))),
]

APART: list[tuple[str, Mention, Mention]] = [
    ("other titles", mention(), mention(OTHER_TITLE)),
    ("two arXiv ids", mention(arxiv="2303.08867"), mention(arxiv="2303.08868")),
    ("two DOIs of publishers", mention(doi="10.1000/x"), mention(doi="10.2000/y")),
    ("two DOIs of one server", mention(doi="10.1101/2023.01.20.700468"), mention(doi="10.1101/2023.01.20.700469")),
    ("two PMIDs", mention(pmid="123"), mention(pmid="124")),
    ("other authors", mention(authors=AUTHORS), mention(authors=OTHER_AUTHORS)),
    ("other initials", mention(authors=("W Wang", "X Li")), mention(authors=("Y Wang", "Z Li"))),
    ("short titles without authors", mention("Deep learning", authors=AUTHORS), mention("Deep learning")),
    ("surveys", mention("A survey of diffusion models", authors=AUTHORS), mention("A survey of diffusion models")),
    ("short titles", mention("Deep learning", authors=AUTHORS), mention("Deep learning", authors=OTHER_AUTHORS)),
    ("editorials", mention("Editorial", authors=AUTHORS), mention("Editorial", authors=AUTHORS)),
    ("parts", mention(f"{TITLE} I", authors=AUTHORS), mention(f"{TITLE} II", authors=AUTHORS)),
    ("a reply", mention(authors=AUTHORS), mention(f"Reply to: {TITLE}", authors=AUTHORS)),
    ("a corrigendum", mention(authors=AUTHORS), mention(f"Corrigendum to {TITLE}", authors=AUTHORS)),
    ("years", mention(f"{TITLE} 2019", authors=AUTHORS), mention(f"{TITLE} 2020", authors=AUTHORS)),
    (
        "conference and journal",
        mention(authors=AUTHORS, venue="SIGMOD", published="2001"),
        mention(authors=AUTHORS, venue="VLDB Journal", published="2003"),
    ),
    ("a decade apart", mention(authors=AUTHORS, published="2003"), mention(authors=AUTHORS, published="2013")),
    ("years apart without authors", mention(published="2020"), mention(published="2022")),
    (
        "a forged identifier",
        mention(doi="10.1000/x", authors=AUTHORS),
        mention(OTHER_TITLE, doi="10.1000/x", authors=OTHER_AUTHORS),
    ),
    (
        "a page of many papers",
        mention(url="https://example.org/issue/12", authors=AUTHORS),
        mention(OTHER_TITLE, url="https://example.org/issue/12", authors=AUTHORS),
    ),
    ("a cut title", mention("Flow matching for generative modeling…", authors=("Q Xu",)), mention(authors=AUTHORS)),
    ("a short cut title", mention("Flow matching…"), mention()),
]  # fmt: skip


@pytest.mark.parametrize(("because", "one", "other"), SAME)
def test_two_mentions_of_one_paper(because: str, one: Mention, other: Mention) -> None:
    (work,) = group([one, other])
    assert (work.members, work.because) == ((0, 1), because)
    (turned,) = group([other, one])
    assert turned.because == because


@pytest.mark.parametrize(("_why", "one", "other"), APART)
def test_mentions_of_two_papers(_why: str, one: Mention, other: Mention) -> None:
    assert [work.members for work in group([one, other])] == [(0,), (1,)]
    assert [work.because for work in group([other, one])] == ["", ""]


def test_nothing_makes_no_works() -> None:
    assert group([]) == []


def test_works_come_in_the_order_of_their_first_mention() -> None:
    works = group(
        [mention(OTHER_TITLE), mention(arxiv="2303.08867"), mention(OTHER_TITLE), mention(arxiv="2303.08867")]
    )
    assert [work.members for work in works] == [(0, 2), (1, 3)]


def test_one_mention_bridges_two_that_share_nothing() -> None:
    bridge = mention("Proteins by flows", arxiv="2303.08867", doi="10.1000/x")
    (work,) = group([mention("Proteins by flows", arxiv="2303.08867"), mention("Prot. flows", doi="10.1000/x"), bridge])
    assert work.members == (0, 1, 2)


def test_a_mention_without_authors_does_not_bridge_two_papers_of_one_title() -> None:
    works = group([mention(authors=AUTHORS), mention(), mention(authors=OTHER_AUTHORS)])
    assert [work.members for work in works] == [(0, 1), (2,)]


def test_a_mention_without_identifier_does_not_bridge_two_arxiv_papers_of_one_title() -> None:
    works = group([mention(), mention(arxiv="2303.08867"), mention(arxiv="2303.08868")])
    assert [work.members for work in works] == [(0, 1), (2,)]


def test_many_mentions_of_one_title_do_not_hide_the_misspelt_one() -> None:
    misspelt = mention("Flow matching for generative modelling of proteins", authors=AUTHORS)
    (work,) = group([*[mention(authors=AUTHORS)] * 30, misspelt])
    assert len(work.members) == 31


def test_an_identifier_at_everything_on_a_page_joins_nothing() -> None:
    titles = [TITLE, OTHER_TITLE, "Measuring the mass of the W boson", "Birds of the southern islands"]
    works = group([mention(title, doi="10.1000/journal") for title in titles])
    assert len(works) == len(titles)


def test_an_identifier_at_everything_on_a_page_still_joins_what_has_one_title() -> None:
    titles = [TITLE, OTHER_TITLE, "Measuring the mass of the W boson", TITLE]
    assert [work.members for work in group([mention(title, doi="10.1000/journal") for title in titles])] == [
        (0, 3), (1,), (2,),
    ]  # fmt: skip


# ── stored papers ─────────────────────────────────────────────────────────────────────────────────────


def stored(number: int, seen: Mention) -> Paper:
    return replace(paper_of(seen), id=number, mentions=())


def test_a_mention_of_a_stored_paper_belongs_to_it() -> None:
    (work,) = group([mention(arxiv="2303.08867")], [stored(7, mention(arxiv="2303.08867"))])
    assert (work.paper.id, work.members, work.because, work.absorbed) == (7, (0,), "arxiv", ())


def test_a_stored_paper_is_known_by_what_its_mentions_said() -> None:
    known = replace(
        stored(7, mention(arxiv="2303.08867")), mentions=(mention("Proteins by straight flows", authors=AUTHORS),)
    )
    (work,) = group([mention("Proteins by straight flows", authors=AUTHORS)], [known])
    assert (work.paper.id, work.because, len(work.paper.mentions)) == (7, "title", 1)


def test_a_mention_of_no_stored_paper_is_new() -> None:
    (work,) = group([mention(OTHER_TITLE)], [stored(7, mention(arxiv="2303.08867"))])
    assert (work.paper.id, work.because) == (None, "")


def test_two_stored_papers_that_turn_out_to_be_one_keep_the_lowest_number() -> None:
    known = [stored(9, mention("Prot. flows", doi="10.1000/x")), stored(4, mention(arxiv="2303.08867"))]
    (work,) = group([mention("Proteins by flows", arxiv="2303.08867", doi="10.1000/x")], known)
    assert (work.paper.id, work.absorbed) == (4, (9,))


def test_two_stored_papers_of_one_title_stay_two() -> None:
    known = [stored(4, mention(authors=AUTHORS)), stored(9, mention(authors=AUTHORS))]
    (work,) = group([mention(OTHER_TITLE)], known)
    assert work.paper.id is None


def test_a_stored_paper_that_no_mention_is_about_makes_no_work() -> None:
    assert group([], [stored(4, mention())]) == []


# ── at scale, and whatever comes ──────────────────────────────────────────────────────────────────────


def test_ten_thousand_mentions_are_grouped_in_seconds() -> None:
    chosen = random.Random(1)
    words = [f"{first}{second}" for first in ("neuro", "photo", "geo", "bio", "micro") for second in
             ("graphs", "waves", "codes", "fields", "models", "chains", "flows", "maps")]  # fmt: skip
    titles = [" ".join(chosen.choices(words, k=7)) for _ in range(7_000)]
    mentions = [mention(title, authors=AUTHORS) for title in titles + titles[:3_000]]
    started = time.process_time()
    works = group(mentions)
    assert len(works) == 7_000
    assert time.process_time() - started < 10


@pytest.mark.parametrize(
    "many",
    [
        [mention(arxiv=f"2303.{number:05d}") for number in range(2_000)],
        [mention(doi="10.1000/x", authors=AUTHORS)] * 1_000,
        [mention(f"{TITLE} {number}", doi="10.1000/x") for number in range(2_000)],
        [mention(authors=(f"Author{number} Name{number}",)) for number in range(2_000)],
    ],
    ids=["one title, many identifiers", "all the same", "one identifier, many titles", "one title, many authors"],
)
def test_a_batch_that_is_all_alike_takes_no_longer(many: list[Mention]) -> None:
    started = time.process_time()
    group(many)
    assert time.process_time() - started < 6


MENTIONS = st.builds(
    lambda title, authors, identifiers: Mention(title=title, source="x", authors=authors, identifiers=identifiers),
    st.sampled_from(
        [TITLE, TITLE.upper(), OTHER_TITLE, "Editorial", "Flow matching for generative modeling…", "", "深度"]
    ),
    st.sampled_from([None, AUTHORS, OTHER_AUTHORS, ()]),
    st.dictionaries(st.sampled_from(["arxiv", "doi"]), st.sampled_from(["2303.08867", "2303.08868", "10.1000/x", "?"])),
)


@given(st.lists(MENTIONS, max_size=8), st.lists(MENTIONS, max_size=3))
@settings(deadline=None)
def test_every_mention_is_in_exactly_one_work(mentions: list[Mention], known: list[Mention]) -> None:
    works = group(mentions, [stored(number, seen) for number, seen in enumerate(known, start=1)])
    members = [member for work in works for member in work.members]
    assert sorted(members) == list(range(len(mentions)))
    assert [work.members[0] for work in works] == sorted(work.members[0] for work in works)
    numbers = [work.paper.id for work in works if work.paper.id] + [gone for work in works for gone in work.absorbed]
    assert len(numbers) == len(set(numbers))
