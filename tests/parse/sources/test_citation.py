"""Authors, journal, date and abstract around a title, where they are clear."""

from __future__ import annotations

import pytest

from bot.parse.html import Block
from bot.parse.sources.citation import Details, details_of
from bot.parse.sources.dates import read_date

LONG = "We show that grippers grip better when they are soft, and that they last. " * 3


def lines(*texts: str) -> list[Block]:
    return [Block(text, "p") for text in texts]


@pytest.mark.parametrize(
    ("text", "authors"),
    [
        ("Okafor et al. (2026) introduce grippers that are soft, and that last for more than a year.", ("Okafor",)),
        ("In a new paper, Okafor and Beck (2026) show that grippers are soft, and that they last.", ("Okafor", "Beck")),
        ("Okafor et al. (2019) showed that grippers are soft. We refute this with data from ten labs.", None),
        ("Grippers (2026) show that they are soft, and that they last for more than a whole year.", None),
    ],
)
def test_a_newsletter_begins_with_who_wrote_a_paper(text: str, authors: tuple[str, ...] | None) -> None:
    assert details_of(lines(text)).authors == authors


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("posted 22 January 2026", "2026-01-22"),
        ("Published: January 2nd, 2026", "2026-01-02"),
        ("2017 Mar 30", "2017-03-30"),
        ("2017 Mar", "2017-03"),
        ("March 2017", "2017-03"),
        ("on 2026-01-22", "2026-01-22"),
        ("in 2026", "2026"),
        ("31 February 2026", "2026-02"),
        ("no date", None),
    ],
)
def test_dates_are_as_precise_as_they_are_written(text: str, published: str | None) -> None:
    assert read_date(text) == published


def test_a_preprint_server_and_its_date_are_found() -> None:
    details = details_of(
        lines("Ines Okafor and Tom Beck", "bioRxiv posted 22 January 2026 doi:10.64898/2026.01.20.700468")
    )
    assert details == Details(("Ines Okafor", "Tom Beck"), "bioRxiv", "2026-01-22")


def test_a_medline_citation_gives_journal_and_date() -> None:
    details = details_of(lines("Wu HY, van der Berg T.", "Nat Med. 2017 Mar 30. doi: 10.1038/nm.1. [Epub]"))
    assert (details.authors, details.venue, details.published) == (("Wu HY", "van der Berg T"), "Nat Med", "2017-03-30")


def test_authors_may_open_the_citation() -> None:
    details = details_of(lines("Moreau C, Singh A, et al. N Engl J Med. 2026 Jan 20. doi: 10.1056/x. PMID: 40111222"))
    assert (details.authors, details.venue) == (("Moreau C", "Singh A"), "N Engl J Med")
    assert details.truncated == {"authors"}


def test_who_wrote_a_thesis_opens_its_citation() -> None:
    details = details_of([Block("Okafor, Ada. ProQuest Dissertations & Theses, 2023. 90523117.", "td")])
    assert details.authors == ("Okafor, Ada",)


def test_authors_may_come_one_a_line_with_their_institution() -> None:
    details = details_of(lines("Sabine Vogel, University of Somewhere", "Arun Iyer, Northern Business School"))
    assert details.authors == ("Sabine Vogel", "Arun Iyer")


def test_authors_may_stand_behind_the_title() -> None:
    assert details_of([], " – Ada Okafor and Lars Brandvold").authors == ("Ada Okafor", "Lars Brandvold")


def test_a_labelled_abstract_is_one_and_other_text_is_a_snippet() -> None:
    named = details_of(lines("Ada Okafor, Bo Chen", f"Abstract: {LONG}"))
    teaser = details_of(lines("Ada Okafor, Bo Chen", LONG))
    assert (named.abstract, named.truncated) == (LONG.strip(), frozenset())
    assert (teaser.abstract, teaser.truncated) == (LONG.strip(), frozenset({"abstract"}))


def test_a_summary_without_authors_is_no_abstract() -> None:
    assert details_of(lines(LONG)).abstract is None


def test_what_speaks_to_the_reader_is_no_abstract() -> None:
    assert details_of(lines("Ada Okafor, Bo Chen", f"{LONG} Visit your library.")).abstract is None


@pytest.mark.parametrize(
    ("line", "venue", "published"),
    [
        ("ArXiv 2026", "ArXiv", "2026"),
        ("Computer Science · ArXiv · 20 January 2026", "ArXiv", "2026-01-20"),
        ("International Conference on Loops · 2026", "International Conference on Loops", "2026"),
        ("Trans. Mach. Learn. Res., 2026", "Trans. Mach. Learn. Res.", "2026"),
        ("Ecology of Gardens (2026)", "Ecology of Gardens", "2026"),
        ("Ecology of Gardens, 12 (1), 2026", "Ecology of Gardens", "2026"),
        ("Ecology of Gardens, 12(1):1-9, 20 Jan 2026", "Ecology of Gardens", "2026-01-20"),
        ("(2026) Soil Biology and Biochemistry, 214, art. no. 109876", "Soil Biology and Biochemistry", "2026"),
        ("Preprint from bioRxiv, 19 Jan 2026", "bioRxiv", "2026-01-19"),
        ("Phys. Rev. Lett. 2026", "Phys. Rev. Lett.", "2026"),
        ("Garden Medicine. 52(1):1103-1112, January 2026.", "Garden Medicine", "2026-01"),
        ("2026 • Ecology of Gardens", "Ecology of Gardens", "2026"),
        ("2026 • Article", None, None),
        ("J Garden Internet 2026 (Jan 15); 26:e90001", "J Garden Internet", "2026-01-15"),
        ("20 Jan 2026", None, "2026-01-20"),
        ("Research Article 2026", None, None),
        ("Available online 20 January 2026", None, "2026-01-20"),
        ("We measured gardens in the dry summer of 2022 and again, with the same snails, in the wet one of 2023, and"
         " found that those which had lived through the first buried themselves earlier in 2026", None, None),
    ],
)  # fmt: skip
def test_where_and_when_a_paper_appeared_on_the_line_below_its_authors(
    line: str, venue: str | None, published: str | None
) -> None:
    details = details_of([Block("Ewa Nowak, Tom Field", "p"), Block(line, "p")])
    assert (details.venue, details.published) == (venue, published)


def test_a_journal_above_the_year_of_its_publication() -> None:
    lines = [Block("Ada Example; Bo Sample"), Block("IEEE Transactions on Snails"), Block("Publication Year: 2025")]
    details = details_of(lines)
    assert (details.venue, details.published) == ("IEEE Transactions on Snails", "2025")


def test_a_reference_names_people_before_its_title_and_the_journal_behind() -> None:
    details = details_of([], "Li X, Wu Y\n. J Shore Biol 2014.")
    assert (details.authors, details.venue, details.published) == (("Li X", "Wu Y"), "J Shore Biol", "2014")
