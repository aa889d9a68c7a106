"""Short texts beside titles are told by their words, and titles that begin alike are not taken for them."""

from __future__ import annotations

import pytest

from bot.parse.sources.labels import is_farewell, is_label, is_no_paper_kind, is_notice, is_type


@pytest.mark.parametrize(
    "text",
    [
        "PDF",
        "[Abstract] [PDF]",
        "Full Text | PDF | Supplementary Material",
        "Read the full paper »",
        "Free PMC article.",
        "https://doi.org/10.1000/x1",
        "doi:10.1000/x1",
        "arXiv:2601.00001",
        "View on arXiv",
        "Full Text | PDF | PDF Plus",
        "Save to My Folder",
        "Full Text: PDF (2874 KB)",
        "here",
        "📄 Paper",
        "",
        "Early View",
    ],
)
def test_buttons_are_labels(text: str) -> None:
    assert is_label(text)


@pytest.mark.parametrize(
    "text", ["Best,", "Kind regards", "Thanks!", "All the best", "Viele Grüße", "С уважением,", "祝好", "此致"]
)
def test_what_ends_a_letter_is_a_farewell(text: str) -> None:
    assert is_farewell(text)


@pytest.mark.parametrize("text", ["Best Nets", "Thanks to Bo Chen", "Regards of a Stranger", "Ada Okafor"])
def test_titles_and_names_are_no_farewells(text: str) -> None:
    assert not is_farewell(text)


@pytest.mark.parametrize(
    "text", ["Paper folding in space", "Abstract nonsense for everyone", "Reading minds", "Ada Okafor"]
)
def test_titles_and_names_are_no_labels(text: str) -> None:
    assert not is_label(text)


@pytest.mark.parametrize(
    "text",
    [
        "Research Article",
        "Article | Open Access | Published: 22 January 2026",
        "Available Online 03 April 2026",
        "Review",
        "Letter",
        "Editors’ Suggestion",
        "Originalarbeit",
        "Artículos",
    ],
)
def test_kinds_of_items_and_dates_are_types(text: str) -> None:
    assert is_type(text)


@pytest.mark.parametrize(
    "text", ["Research on Articles of Faith", "A Review of Graph Learning", "January effects in stocks", "Length?"]
)
def test_titles_are_no_types(text: str) -> None:
    assert not is_type(text)


@pytest.mark.parametrize(
    "text",
    [
        "Dear Reader,",
        "Hi all,",
        "You are receiving this email because you subscribed",
        "To unsubscribe from this alert click here",
        "New articles in your field",
        "Latest papers for you",
        "View newly published articles in the latest issue table of contents",
        "Volume 32, Issue 1",
        "Items 1 - 5 of 72",
        "2 new results",
        "© 2026 Example Society",
        "Copyright Example 2026",
        "Subject: New articles",
        "On Tue, 20 Jan 2026, Ana wrote:",
        "https://example.org",
        "Authors: A, B",
        "Source: J. FOO 1: 2, 2026",
        "Published 21 January 2026",
        "Received from Wed 1 Mar 23",
        "Cited by 12",
        "Privacy policy",
        "Recommended for you",
        "DOI 10.1000/x",
        "Keywords: a, b",
    ],
)
def test_notices_and_fields_are_known_by_their_beginning(text: str) -> None:
    assert is_notice(text)


@pytest.mark.parametrize(
    "text",
    [
        "Privacy-preserving federated learning",
        "Score-based generative modelling",
        "Click chemistry in living cells",
        "View synthesis of new scenes",
        "Best practices in code review",
        "Hi-C maps of maize",
        "Register allocation by graph colouring",
        "Follow the leader: swarms that learn",
        "Received signal strength indoors",
        "New results on Ramsey numbers",
        "Matched filtering for axions",
        "To see a world in a grain of sand",
        "Advertising and the price of attention",
        "Search engines and memory",
        "Source separation with diffusion",
    ],
)
def test_titles_that_begin_like_notices_are_none(text: str) -> None:
    assert not is_notice(text)


@pytest.mark.parametrize(
    "text",
    [
        "Editorial",
        "News",
        "Amendments & Corrections",
        "Cover Picture",
        "Obituaries",
        "Sponsored",
        "This Month",
        "Research Briefing",
        "Technology Feature",
        "Front/Back Matter",
        "Inside back cover",
        "Policy Forum",
        "Books et al.",
        "In Other Journals",
    ],
)
def test_headings_of_what_is_no_paper_are_known(text: str) -> None:
    assert is_no_paper_kind(text)


@pytest.mark.parametrize(
    "text",
    ["Articles", "Research Article", "News & Views", "Feature Article", "Notes", "Neuroscience", "Covering spaces"],
)
def test_headings_of_papers_are_not(text: str) -> None:
    assert not is_no_paper_kind(text)
