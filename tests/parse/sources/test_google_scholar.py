"""Google Scholar alerts: whatever the template, every paper with the right fields."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.models import Address, Mail, Mention, Reading
from bot.parse import read_mail
from bot.parse.sources import google_scholar
from bot.parse.sources.scholar_item import read_byline
from tests.parse.sources import scholar_alerts as alerts
from tests.parse.sources.mime import Packing, mail, packings
from tests.parse.sources.scholar_alerts import AlertedPaper, Style

SENDER = "Google Scholar Alerts <scholaralerts-noreply@google.com>"
SUBJECT = "[nets] - new results"

TEMPLATES = (alerts.alert, alerts.old_alert, alerts.rewritten_alert, alerts.stripped_alert)
TEXT_FORMS = (alerts.forwarded_as_text, alerts.outlook_as_text, alerts.thunderbird_as_text, alerts.as_markdown)


def expected(paper: AlertedPaper) -> dict[str, object]:
    return {
        "title": paper.title,
        "authors": paper.authors,
        "abstract": paper.snippet or None,
        "url": paper.page,
        "venue": paper.venue or None,
        "published": paper.year or None,
        "alert": SUBJECT,
    }


def fields(mention: Mention) -> dict[str, object]:
    return {name: getattr(mention, name) for name in expected(AlertedPaper("", ""))}


def assert_read(reading: Reading, papers: list[AlertedPaper]) -> None:
    assert (reading.source, reading.status, reading.error) == ("google_scholar", "parsed", None)
    assert [fields(mention) for mention in reading.mentions] == [expected(paper) for paper in papers]
    assert ["authors" in mention.truncated for mention in reading.mentions] == [paper.cut for paper in papers]
    assert reading.detected == len(papers)


@settings(max_examples=50, deadline=None)
@given(alerts.paper_lists, alerts.styles, st.sampled_from(TEMPLATES), packings)
def test_an_alert_is_read_whole_in_every_template(
    papers: list[AlertedPaper], style: Style, template: Callable[[list[AlertedPaper], Style], str], packing: Packing
) -> None:
    assert_read(read_mail(mail(sender=SENDER, subject=SUBJECT, html=template(papers, style), packing=packing)), papers)


@settings(max_examples=40, deadline=None)
@given(alerts.paper_lists, alerts.styles, st.sampled_from(TEXT_FORMS), packings)
def test_an_alert_forwarded_as_text_is_read_whole(
    papers: list[AlertedPaper], style: Style, form: Callable[[list[AlertedPaper], Style], str], packing: Packing
) -> None:
    text = form(papers, style)
    assert_read(read_mail(mail(sender="Mia <mia@example.org>", subject=SUBJECT, text=text, packing=packing)), papers)


@settings(max_examples=20, deadline=None)
@given(alerts.paper_lists, alerts.styles)
def test_html_is_read_rather_than_the_text_beside_it(papers: list[AlertedPaper], style: Style) -> None:
    text = alerts.forwarded_as_text(papers, style)
    assert_read(read_mail(mail(sender=SENDER, subject=SUBJECT, html=alerts.alert(papers, style), text=text)), papers)


@pytest.mark.parametrize(
    ("byline", "parts"),
    [
        ("A Karmakar - 2019", ("A Karmakar", "", "2019")),
        ("A Karmakar, B Li… - … on Knowledge, 2019", ("A Karmakar, B Li…", "… on Knowledge", "2019")),
        (
            "T Nguyen - 2019 IEEE International Conference on Software …",
            ("T Nguyen", "2019 IEEE International Conference on Software …", ""),
        ),
        ("A Karmakar", ("A Karmakar", "", "")),
        ("A Karmakar, 2020", ("A Karmakar", "", "2020")),
        ("- Nature, 2020", ("", "Nature", "2020")),
        ("2020", ("", "", "2020")),
        ("", ("", "", "")),
        ("A Lee-Smith - J. Sci. - Part B, 2023", ("A Lee-Smith", "J. Sci. - Part B", "2023")),
        ("A Lee - Nature, 2020 - nature.com", ("A Lee", "Nature", "2020")),
        ("A Lee – Nature, 2020", ("A Lee", "Nature", "2020")),
        ("A Lee - 2026 - Cambridge University Press", ("A Lee", "Cambridge University Press", "2026")),
        ("A Lee - 2026 - books.example.org", ("A Lee", "", "2026")),
        ("A Lee - Studies of the Year 2000", ("A Lee", "Studies of the Year 2000", "")),
        ("A Lee - Page 12019", ("A Lee", "Page 12019", "")),
    ],
)
def test_bylines_are_taken_apart_tolerantly(byline: str, parts: tuple[str, str, str]) -> None:
    read = read_byline(byline)
    assert (read.authors, read.venue, read.year) == parts


@pytest.mark.parametrize(
    ("subject", "alert"),
    [
        ("Miltiadis Allamanis - new related research", "Miltiadis Allamanis - new related research"),
        ("2 new citations to articles by Ines Calder", "new citations to articles by Ines Calder"),
        ("Scholar Alert - Otto Brandvold - new articles", "Otto Brandvold - new articles"),
        ("Fwd: WG: [nets] - new results", "[nets] - new results"),
        ("SV: Enc: [nets] - new results", "[nets] - new results"),
        ('"Deep Ponds ..." - new citations', '"Deep Ponds ..." - new citations'),
        ("野原 葵 - 新しい論文", "野原 葵 - 新しい論文"),
        ("3 neue Zitate", "3 neue Zitate"),
        ("", None),
    ],
)
def test_the_alert_keeps_its_name_without_the_count_of_the_day(subject: str, alert: str | None) -> None:
    assert google_scholar.alert_of(subject) == alert


def entry(title: str, url: str, byline: str = "A Lee - Nets, 2026", snippet: str = "Nets …") -> Mention:
    """The one mention of an alert with one entry."""
    html = (
        f'<h3><a class="gse_alrt_title" href="{url}">{title}</a></h3>'
        f'<div style="color:#006621">{byline}</div><div class="gse_alrt_sni">{snippet}</div>'
    )
    return google_scholar.extract(Mail(Address("", ""), "x", html=html)).mentions[0]


SCHOLAR_URL = "https://scholar.google.com/scholar_url?url={}&amp;hl=en&amp;oi=scholaralrt"


@pytest.mark.parametrize(
    ("page", "identifiers"),
    [
        ("https://arxiv.org/pdf/1912.02015", {"arxiv": "1912.02015"}),
        (
            "https://journals.plos.org/plosone/article%3Fid%3D10.1371/journal.pone.0311111",
            {"doi": "10.1371/journal.pone.0311111"},
        ),
        ("https://dl.acm.org/doi/abs/10.1145/3699999.3700001", {"doi": "10.1145/3699999.3700001"}),
        ("https://example.org/paper", {}),
    ],
)
def test_identifiers_come_from_the_address(page: str, identifiers: dict[str, str]) -> None:
    assert entry("A Title", SCHOLAR_URL.format(page)).identifiers == identifiers


def test_an_arxiv_number_comes_from_the_byline_too() -> None:
    mention = entry(
        "A Title", SCHOLAR_URL.format("https://x.example.org/"), "A Lee - arXiv preprint arXiv:1912.02015, 2019"
    )
    assert mention.identifiers == {"arxiv": "1912.02015"}


@pytest.mark.parametrize(
    ("shown", "title"),
    [
        ("[PDF] A Title", "A Title"),
        ("[BOOK][B] A Title", "A Title"),
        ("[ЦИТИРОВАНИЕ] A Title", "A Title"),
        ("[Re] A Title", "[Re] A Title"),
        ("[18F]FDG in Nets", "[18F]FDG in Nets"),
        ("<b>Nets</b>, <i>revisited</i>", "Nets, revisited"),
        ("Erd\\H{o}s Nets &amp; Friends", "Erdős Nets & Friends"),
    ],
)
def test_labels_and_markup_are_no_part_of_a_title(shown: str, title: str) -> None:
    assert entry(shown, SCHOLAR_URL.format("https://example.org/")).title == title


@pytest.mark.parametrize(
    "url",
    [
        "https://scholar.google.com/citations?hl=en&view_op=view_citation&citation_for_view=A:B",
        "http://scholar.google.com/scholar?cluster=123&hl=en",
    ],
)
def test_an_entry_without_a_page_links_to_scholar(url: str) -> None:
    assert entry("A Title", url).url == url


def test_authors_that_link_to_profiles_are_read_where_classes_are_gone() -> None:
    html = (
        f'<p><a href="{SCHOLAR_URL.format("https://example.org/")}">[Re] Nets</a></p>'
        '<p><a href="https://scholar.google.com/citations?user=A">A Lee</a> - Nets, 2026</p><p>Twitter has nets …</p>'
        '<p>This message was sent by Google Scholar because of <a href="https://scholar.google.com/citations">x</a>.</p>'
    )
    (mention,) = google_scholar.extract(Mail(Address("", ""), "x", html=html)).mentions
    assert (mention.title, mention.authors, mention.abstract) == ("[Re] Nets", ("A Lee",), "Twitter has nets …")


def test_a_pdf_is_also_a_link_of_its_own() -> None:
    assert entry("A Title", SCHOLAR_URL.format("https://example.org/a.pdf")).links == {
        "pdf": "https://example.org/a.pdf"
    }


def test_an_entry_whose_link_cannot_be_read_keeps_the_rest() -> None:
    mention = entry("A Title", "https://links.example.org/ls/click?upn=u001.abcdefghijklmnopqrstuvwxyz0123456789")
    assert (mention.title, mention.url, mention.authors) == ("A Title", None, ("A Lee",))


def test_a_layout_that_hides_a_title_shows_as_a_paper_not_read() -> None:
    html = f'<a class="gse_alrt_title" href="{SCHOLAR_URL.format("https://example.org/")}"><img src="t.png"></a>'
    extraction = google_scholar.extract(Mail(Address("", ""), "x", html=html))
    assert (extraction.mentions, extraction.detected) == ((), 1)


@pytest.mark.parametrize(
    "body",
    [
        "See https://scholar.google.com/scholar_url?url=https://arxiv.org/pdf/1912.02015&hl=en in your list.",
        "The class gse_alrt_title is what we look for.",
        "My profile: https://scholar.google.com/citations?user=A",
    ],
)
def test_mail_that_mentions_scholar_is_no_alert(body: str) -> None:
    assert not google_scholar.matches(Mail(Address("", "ben@example.org"), "x", text=body, html=f"<p>{body}</p>"))
