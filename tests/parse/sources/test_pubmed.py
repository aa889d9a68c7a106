"""PubMed's citations and text formats, taken apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.parse.sources.pubmed_citation import are_names, authors_of, read_citation, title_and_authors
from bot.parse.sources.pubmed_text import records_of


@pytest.mark.parametrize(
    ("text", "venue", "published", "identifiers"),
    [
        (
            "Li X, Wu Y. J Shore Biol. 2015 Feb 27;8(1):1-9. doi: 10.1093/jsb/cov001. Epub 2015 Feb 20. PMID: 25700001",
            "J Shore Biol",
            "2015-02-27",
            {"pmid": "25700001", "doi": "10.1093/jsb/cov001"},
        ),
        ("Zool Listy. 2015 Jan-Feb;64(1):33-41. Czech.", "Zool Listy", "2015-01", {}),
        ("Genes (Basel). 2024;15(2):1. PMID: 1; PMCID: PMC2.", "Genes (Basel)", "2024", {"pmid": "1", "pmcid": "PMC2"}),
        ("Roe A. Is it? Nat Lett. 2024 Dec:12. doi: 10.1038/s41-9.", "Nat Lett", "2024-12", {"doi": "10.1038/s41-9"}),
        ("Mem Inst. 2017 Mar 30. doi: 10.1055/s-0037-1601453self.", "Mem Inst", "2017-03-30",
         {"doi": "10.1055/s-0037-1601453"}),
        ("Eye Summaries [Internet]. Harrow (MD): Institute of Lenses (US); 2002-.", None, None, {}),
    ],
)  # fmt: skip
def test_what_a_citation_says(text: str, venue: str | None, published: str | None, identifiers: dict[str, str]) -> None:
    citation = read_citation(text)
    assert (citation.venue, citation.published, citation.identifiers) == (venue, published, identifiers)


@pytest.mark.parametrize(
    ("text", "title", "authors"),
    [
        ("Li X, Wu Y. Tides and eyes.", "Tides and eyes.", "Li X, Wu Y"),
        ("Tides and eyes. Li X, Wu Y.", "Tides and eyes.", "Li X, Wu Y"),
        ("Sato K; AIR-2 Investigators. Airways. A protocol.", "Airways. A protocol.", "Sato K; AIR-2 Investigators"),
        ("Is it a friend? Ndiaye F.", "Is it a friend?", "Ndiaye F"),
        ("Tides and eyes. [No authors listed]", "Tides and eyes.", ""),
        ("Tides and eyes.", "Tides and eyes.", ""),
        ("Tides in vitamin D. What is new?", "Tides in vitamin D. What is new?", ""),
    ],
)
def test_title_and_authors_are_told_apart_in_either_order(text: str, title: str, authors: str) -> None:
    assert title_and_authors(text) == (title, authors)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Li X, O'Malley FP, de la Cruz-Peña MJ, van der Berg KM 3rd.", True),
        ("Li X, Wu Y, et al.", True),
        ("Ó Briain P; Baltic Retina Study Group", True),
        ("Vitamin D", True),  # as good as "Vasquez D"
        ("Tides and eyes", False),
        ("Gut-derived acetate, sleep and COVID", False),
        ("", False),
    ],
)
def test_whether_text_lists_names(text: str, expected: bool) -> None:
    assert are_names(text) is expected


def test_the_members_of_a_group_are_no_authors() -> None:
    people = "Li X, Roe A 3rd; Retina Study Group; Nordic Network; Wu Y, van der Berg K, Xu ZQ."
    assert authors_of(people) == "Li X, Roe A 3rd; Retina Study Group; Nordic Network"


def test_words_wrapped_at_their_hyphens_are_joined() -> None:
    text = "1: Li X. Gut-\nderived acetate, pre- and\npost-natal. J Gut. 2024 Nov;7:1. doi: 10.1016/j.gut-\n2024.1."
    (record,) = records_of(f"{text} PMID: 399.")
    assert record.title == "Gut-derived acetate, pre- and post-natal."
    assert record.identifiers == {"pmid": "399", "doi": "10.1016/j.gut-2024.1"}


def test_a_numbered_paragraph_of_an_abstract_begins_no_paper() -> None:
    head = "1. J Gut. 2024 Nov;7:1. doi: 10.1016/j.gut.1.\n\nTides.\n\nLi X(1).\n\n"
    (record,) = records_of(f"{head}There are two aims:\n\n2. To measure.\n\nDOI: 10.1016/j.gut.1\nPMID: 399\n")
    assert record.abstract == "There are two aims: 2. To measure."


@given(st.text(max_size=300))
def test_any_text_is_read_without_an_error(text: str) -> None:
    assert all(record.title is not None for record in records_of(f"1: {text} PMID: 1"))
