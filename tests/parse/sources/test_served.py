"""Kinds of mail that have a name and are read by the generic source: claiming, counting, naming the subscription."""

from __future__ import annotations

import re

import pytest

from bot.models import Address, Mail
from bot.parse.html import Block, Link
from bot.parse.message import parse_message
from bot.parse.sources import SOURCES, strangers_to
from bot.parse.sources.indexes import INDEXES
from bot.parse.sources.publishers import PUBLISHERS
from bot.parse.sources.served import Served
from tests.parse.sources.golden import golden_mails

LENSES = Served(
    "lenses",
    ("alerts@lenses.example", "*@*.lenses.example"),
    re.compile(r"lenses\.example", re.I),
    item=re.compile(r"<h4>"),
)
ITEM = '<h4><a href="https://doi.org/10.1000/lens.{0}">Tidal light, part {0}</a></h4><p>Ada Example, Bo Sample</p>'


def mail(body: str, sender: str = "alerts@lenses.example", subject: str = "New issue", name: str = "Lenses") -> Mail:
    return Mail(sender=Address(name=name, email=sender), subject=subject, html=body)


@pytest.mark.parametrize(
    ("sender", "body", "claimed"),
    [
        ("alerts@lenses.example", "<p>See LENSES.example</p>", True),
        ("news@mail.lenses.example", "<p>See lenses.example</p>", True),
        ("alerts@lenses.example", "<p>Your password</p>", False),
        ("alerts@other.example", "<p>See lenses.example</p>", False),
    ],
)
def test_a_mail_is_claimed_by_its_sender_and_the_mark_in_its_body(sender: str, body: str, claimed: bool) -> None:
    assert LENSES.matches(mail(body, sender)) is claimed


def test_papers_bear_the_name_of_the_kind_and_of_the_sender() -> None:
    (paper,) = LENSES.extract(mail(ITEM.format(1))).mentions
    assert (paper.source, paper.alert, paper.title) == ("lenses", "Lenses", "Tidal light, part 1")


def test_what_the_count_sees_and_the_reading_misses_is_detected() -> None:
    numbered = Served("lenses", LENSES.SENDERS, LENSES.mark, item=re.compile(r"<h4>(?:<a[^>]*>)?([^<]+)"))
    extraction = numbered.extract(mail(ITEM.format(1) + "<h4>A title without a link</h4>"))
    assert (len(extraction.mentions), extraction.detected) == (1, 2)


def test_an_item_shown_twice_is_counted_once() -> None:
    numbered = Served("lenses", LENSES.SENDERS, LENSES.mark, item=re.compile(r"lens\.(\d+)"))
    assert numbered.extract(mail(ITEM.format(1) * 2)).detected == 1


def test_what_is_read_and_is_no_paper_is_not_missed() -> None:
    erratum = '<h4><a href="https://doi.org/10.1000/lens.9">Correction to: Tidal light</a></h4>'
    numbered = Served("lenses", LENSES.SENDERS, LENSES.mark, item=re.compile(r"lens\.(\d+)"))
    assert numbered.extract(mail(ITEM.format(1) + erratum)).detected == 1


def test_a_confirmation_has_no_papers() -> None:
    assert LENSES.extract(mail(ITEM.format(1), subject="Please confirm your subscription")).mentions == ()


def test_a_line_can_name_the_subscription_of_the_papers_below_it() -> None:
    sectioned = Served(
        "lenses", LENSES.SENDERS, LENSES.mark, alert_at=lambda line: line.text if line.tag == "h2" else None
    )
    body = f"{ITEM.format(1)}<h2>Tides</h2>{ITEM.format(2)}<h2>Retina</h2>{ITEM.format(3)}"
    assert [paper.alert for paper in sectioned.extract(mail(body)).mentions] == ["Lenses", "Tides", "Retina"]


SUBJECTS = [
    ("semantic_scholar", 'New papers for your library folder "Graph learning"', "Graph learning"),
    ("semantic_scholar", "New paper by Giulia Ferrari", "Giulia Ferrari"),
    ("semantic_scholar", "Your weekly research feed", "Sender"),
    ("scopus", "Scopus search alert: soil carbon (2 new results)", "soil carbon"),
    ("researchgate", "Ewa Nowak published a new article", "Ewa Nowak"),
    ("europe_pmc", "Europe PMC: new results for 'snail memory'", "snail memory"),
    ("litmaps", "Litmaps: 2 new articles for 'Snail memory'", "Snail memory"),
    ("ssrn", "EcoRN Soil Economics eJournal, Vol. 8 No. 3", "EcoRN Soil Economics eJournal"),
]


@pytest.mark.parametrize(("kind", "subject", "alert"), SUBJECTS)
def test_the_subscription_is_read_off_the_subject(kind: str, subject: str, alert: str) -> None:
    served = next(one for one in INDEXES if kind == one.NAME)
    assert served.alert_of(mail("", subject=subject, name="Sender")) == alert


def test_the_heading_of_a_query_of_ads_names_the_subscription() -> None:
    ads = next(one for one in INDEXES if one.NAME == "ads")
    to_results = Link("https://ui.adsabs.harvard.edu/search/q=frb", 0, 17)
    assert ads.alert_at is not None
    assert ads.alert_at(Block("Fast radio bursts (2 new)", "h3", (to_results,), bold=True)) == "Fast radio bursts"
    assert ads.alert_at(Block("myADS - Weekly email", "h3", bold=True)) is None


def test_every_kind_is_registered_under_its_name_once() -> None:
    names = [served.NAME for served in (*INDEXES, *PUBLISHERS)]
    assert len(set(names)) == len(names)
    assert set(names) <= SOURCES.keys()


def test_no_source_claims_a_mail_from_a_stranger_to_it() -> None:
    mails = [parse_message(path.read_bytes()) for path in golden_mails()]
    unasked = [
        (name, one.sender.email)
        for one in mails
        for name in strangers_to(one.sender.email)
        if SOURCES[name].matches(one)
    ]
    assert unasked == []


def test_of_many_sources_hardly_any_is_asked() -> None:
    assert "ads" in strangers_to("alerts@nature.com")
    assert strangers_to("alerts@nature.com").isdisjoint(("nature", "arxiv", "google_scholar", "huggingface"))
    assert strangers_to("a" * 1000 + "@nature.com") == frozenset()
