"""Passing a mail on does not change its papers, whoever does it, with whatever program, in whichever language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.models import Reading
from bot.parse import read_mail
from bot.parse.message import parse_message
from bot.record import record_of
from tests.parse import passing_on
from tests.parse.passing_on import ATTACHED, INLINE_HTML, INLINE_TEXT, LANGUAGES, Original, in_a_text_digest, sent
from tests.parse.sources import arxiv_listings, daily_papers, scholar_alerts
from tests.parse.sources.golden import golden_mails, name_of

# Our own digest is known by a header, which only an attached mail keeps; so are files.
GOLDEN = [mail for mail in golden_mails() if mail.stem != "own_digest"]
INLINE = [mail for mail in GOLDEN if mail.stem != "listing_saved_as_file"]

listings = st.builds(
    lambda papers, layout: Original(
        "",
        "no-reply@arxiv.org",
        "cs daily Subj-class mailing",
        arxiv_listings.as_text(arxiv_listings.listing(papers, layout)),
    ),
    arxiv_listings.paper_lists,
    arxiv_listings.layouts,
)
alerts = st.builds(
    lambda papers, style, template: Original(
        "Google Scholar Alerts",
        "scholaralerts-noreply@google.com",
        "[nets] - new results",
        html=template(papers, style),
    ),
    scholar_alerts.paper_lists,
    scholar_alerts.styles,
    st.sampled_from((scholar_alerts.alert, scholar_alerts.old_alert)),
)
digests = st.builds(
    lambda papers, style: Original(
        "",
        "daily_papers_digest@notifications.huggingface.co",
        "Daily papers of 6 Jul 2026",
        html=daily_papers.digest(papers, style),
    ),
    daily_papers.paper_lists,
    daily_papers.digest_styles,
)


pages = st.builds(
    lambda papers, style: Original(
        "Hugging Face",
        "daily_papers_digest@notifications.huggingface.co",
        "Daily papers of 6 Jul 2026",
        html=daily_papers.page_as_html(papers, style),
    ),
    daily_papers.paper_lists,
    daily_papers.page_styles,
)


def papers_of(reading: Reading) -> object:
    """All that is said of the papers, but for the alert: its subject may be worded by whoever passed it on."""
    papers = record_of(reading)["papers"]
    assert isinstance(papers, list)
    return [{name: value for name, value in paper.items() if name != "alert"} for paper in papers]


def assert_unchanged(original: Original, passed_on: bytes) -> None:
    assert papers_of(read_mail(passed_on)) == papers_of(read_mail(sent(original)))


def original_in(mail: Path) -> Original:
    raw = mail.read_bytes()
    parsed = parse_message(raw)
    return Original(parsed.sender.name, parsed.sender.email, parsed.subject, parsed.text, parsed.html, raw)


@pytest.mark.parametrize("form", ATTACHED.values(), ids=ATTACHED.keys())
@pytest.mark.parametrize("mail", GOLDEN, ids=name_of)
def test_an_attached_mail_has_its_papers(mail: Path, form: Callable[[Original], bytes]) -> None:
    original = original_in(mail)
    assert_unchanged(original, form(original))


@pytest.mark.parametrize("form", INLINE_HTML.values(), ids=INLINE_HTML.keys())
@pytest.mark.parametrize("mail", INLINE, ids=name_of)
def test_a_mail_passed_on_inline_has_its_papers(mail: Path, form: Callable[[Original, str], bytes]) -> None:
    original = original_in(mail)
    if original.html and original.text:  # what only the plain body said is lost
        original = replace(original, text=None, raw=None)
    assert_unchanged(original, form(original, "en"))


@settings(max_examples=40)
@given(listings, st.sampled_from([*INLINE_TEXT.values(), *INLINE_HTML.values()]), st.sampled_from(LANGUAGES))
def test_a_listing_passed_on_inline_has_its_papers(
    original: Original, form: Callable[[Original, str], bytes], language: str
) -> None:
    assert_unchanged(original, form(original, language))


@settings(max_examples=40)
@given(alerts | digests | pages, st.sampled_from(list(INLINE_HTML.values())), st.sampled_from(LANGUAGES))
def test_an_alert_passed_on_inline_has_its_papers(
    original: Original, form: Callable[[Original, str], bytes], language: str
) -> None:
    assert_unchanged(original, form(original, language))


@settings(max_examples=20)
@given(listings, st.sampled_from([*INLINE_TEXT.values(), *INLINE_HTML.values()]), st.sampled_from(LANGUAGES))
def test_a_mail_passed_on_twice_has_its_papers(
    original: Original, form: Callable[[Original, str], bytes], language: str
) -> None:
    once = passing_on.gmail_text(original)
    text = parse_message(once).text
    assert_unchanged(original, form(Original("Mia", "mia@example.org", "Fwd: papers", text), language))


@settings(max_examples=20)
@given(listings)
def test_a_listing_in_a_digest_of_a_mailing_list_has_its_papers(original: Original) -> None:
    assert_unchanged(original, in_a_text_digest(original))
