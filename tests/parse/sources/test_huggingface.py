"""Daily Papers: the digest in every form, and the papers page as text, as HTML and with its data."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.models import Address, Mail, Reading
from bot.parse import read_mail
from bot.parse.sources import huggingface
from bot.parse.sources.page_furniture import is_furniture
from bot.parse.sources.papers_page import is_prose, paper_id_of, split_votes
from tests.parse.sources import daily_papers as daily
from tests.parse.sources.daily_papers import DigestStyle, PagedPaper, PageStyle
from tests.parse.sources.mime import Packing, mail, packings

SENDER = "Daily Papers <daily_papers_digest@notifications.huggingface.co>"
SUBJECT = "Daily papers of 6 Jul 2026"

TEXT_DIGESTS = (daily.digest_as_lines, daily.digest_as_bullets, daily.digest_as_markdown, daily.digest_with_references)


def assert_parsed(reading: Reading, papers: list[PagedPaper]) -> None:
    assert (reading.source, reading.status, reading.error) == ("huggingface", "parsed", None)
    assert [mention.title for mention in reading.mentions] == [" ".join(paper.title.split()) for paper in papers]
    assert reading.detected == len(papers)


def assert_linked(reading: Reading, papers: list[PagedPaper]) -> None:
    ids = [paper.paper_id for paper in papers]
    assert [dict(mention.identifiers) for mention in reading.mentions] == [{"arxiv": paper_id} for paper_id in ids]
    assert [mention.url for mention in reading.mentions] == [f"https://arxiv.org/abs/{paper_id}" for paper_id in ids]
    pages = [mention.links["huggingface"] for mention in reading.mentions]
    assert pages == [f"https://huggingface.co/papers/{paper_id}" for paper_id in ids]


@settings(max_examples=30, deadline=None)
@given(daily.paper_lists, daily.digest_styles, packings)
def test_a_digest_is_read_whole(papers: list[PagedPaper], style: DigestStyle, packing: Packing) -> None:
    reading = read_mail(mail(sender=SENDER, subject=SUBJECT, html=daily.digest(papers, style), packing=packing))
    assert_parsed(reading, papers)
    assert_linked(reading, papers)
    assert [mention.upvotes for mention in reading.mentions] == [paper.votes for paper in papers]
    assert {mention.abstract for mention in reading.mentions} == {None}


@settings(max_examples=30, deadline=None)
@given(daily.paper_lists, st.sampled_from(TEXT_DIGESTS), packings)
def test_a_digest_in_plain_text_is_read_whole(
    papers: list[PagedPaper], form: Callable[[list[PagedPaper]], str], packing: Packing
) -> None:
    reading = read_mail(mail(sender=SENDER, subject=SUBJECT, text=form(papers), packing=packing))
    assert_parsed(reading, papers)
    assert_linked(reading, papers)
    assert [mention.upvotes for mention in reading.mentions] == [paper.votes for paper in papers]


@settings(max_examples=30, deadline=None)
@given(daily.paper_lists, daily.page_styles | daily.plain_page_styles, packings)
def test_the_page_in_plain_text_is_read_whole(papers: list[PagedPaper], style: PageStyle, packing: Packing) -> None:
    reading = read_mail(mail(sender=SENDER, subject=SUBJECT, text=daily.page_as_text(papers, style), packing=packing))
    assert_parsed(reading, papers)
    assert [mention.abstract for mention in reading.mentions] == [paper.abstract for paper in papers]


@settings(max_examples=30, deadline=None)
@given(daily.paper_lists, daily.page_styles | daily.plain_page_styles, packings)
def test_the_page_as_html_is_read_whole(papers: list[PagedPaper], style: PageStyle, packing: Packing) -> None:
    reading = read_mail(mail(sender=SENDER, subject=SUBJECT, html=daily.page_as_html(papers, style), packing=packing))
    assert_parsed(reading, papers)
    assert [mention.abstract for mention in reading.mentions] == [paper.abstract for paper in papers]


@settings(max_examples=25, deadline=None)
@given(daily.paper_lists, daily.page_styles, packings)
def test_the_page_with_its_links_is_read_whole(papers: list[PagedPaper], style: PageStyle, packing: Packing) -> None:
    reading = read_mail(
        mail(sender=SENDER, subject=SUBJECT, html=daily.page_with_links(papers, style), packing=packing)
    )
    assert_parsed(reading, papers)
    assert_linked(reading, papers)
    assert [mention.abstract for mention in reading.mentions] == [paper.abstract for paper in papers]
    assert [mention.upvotes for mention in reading.mentions] == [paper.votes or None for paper in papers]


@settings(max_examples=20, deadline=None)
@given(daily.paper_lists)
def test_the_data_of_the_page_is_read_before_anything_else(papers: list[PagedPaper]) -> None:
    reading = read_mail(mail(sender="Li <li@example.org>", subject="papers", html=daily.page_with_data(papers)))
    assert_parsed(reading, papers)
    assert_linked(reading, papers)
    assert [mention.abstract for mention in reading.mentions] == [paper.abstract for paper in papers]
    assert [mention.upvotes for mention in reading.mentions] == [paper.votes for paper in papers]


@settings(max_examples=20, deadline=None)
@given(st.lists(daily.papers, min_size=3, max_size=6, unique_by=lambda paper: paper.paper_id), daily.digest_styles)
def test_a_digest_passed_on_by_anyone_is_recognised(papers: list[PagedPaper], style: DigestStyle) -> None:
    reading = read_mail(mail(sender="Li <li@example.org>", subject="Fwd: papers", html=daily.digest(papers, style)))
    assert_parsed(reading, papers)


@pytest.mark.parametrize(
    ("text", "title", "votes"),
    [
        ("Kelp (140 ▲)", "Kelp", 140),
        ("Kelp (82▲)", "Kelp", 82),
        ("海带（82▲）", "海带", 82),
        ("Kelp (1,204 ▲)", "Kelp", 1204),
        ("Kelp (1.2k ▲)", "Kelp", 1200),
        ("Kelp (0 ▲)", "Kelp", 0),
        ("Kelp (Part 2)", "Kelp (Part 2)", None),
        ("Kelp (140)", "Kelp (140)", None),
    ],
)
def test_votes_are_taken_off_a_title(text: str, title: str, votes: int | None) -> None:
    assert split_votes(text) == (title, votes)


@pytest.mark.parametrize(
    ("url", "paper_id"),
    [
        ("https://huggingface.co/papers/2607.00001", "2607.00001"),
        ("https://huggingface.co/papers/2607.00001v2?utm_source=x", "2607.00001"),
        ("https://hf.co/papers/2607.00001#community", "2607.00001"),
        ("/papers/2607.00001", "2607.00001"),
        (
            "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fhuggingface.co%2Fpapers%2F2607.00001&d=1",
            "2607.00001",
        ),
        ("https://huggingface.co/papers/submit?utm_source=digest-papers", None),
        ("https://huggingface.co/papers", None),
        ("https://huggingface.co/login?next=%2Fpapers%2F2607.00001", None),
        ("https://huggingface.co/papers/date/2026-07-06", None),
        ("https://arxiv.org/abs/2607.00001", None),
    ],
)
def test_only_links_to_a_papers_page_name_a_paper(url: str, paper_id: str | None) -> None:
    assert paper_id_of(url) == paper_id


@pytest.mark.parametrize(
    "text",
    [
        "new",
        "Subscribe",
        "Jun 19",
        "Thursday, Mar 5, 2026",
        "5 Mar",
        "· 12 authors",
        "Upvote 57",
        "-",
        "Submitted by akhaliq",
    ],
)
def test_what_the_page_says_of_itself_is_furniture(text: str) -> None:
    assert is_furniture(text)


@pytest.mark.parametrize(
    "text",
    [
        "March of the Penguins",
        "View Synthesis",
        "Read the Room",
        "Code Llama",
        "Open X",
        "By Any Means",
        "Upvote Dynamics",
        "May the 4th",
    ],
)
def test_titles_that_begin_like_furniture_are_titles(text: str) -> None:
    assert not is_furniture(text)


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("Attention Is Not All You Need", False),
        ("What Makes Reasoning Models Different? Follow the Leader", False),
        ("Learning vs. Search: A Study", False),
        ("We show that this holds for all tides and all seas.", True),
        ("Project page: https://kelp.example.org", True),
        ("本文研究海带。", True),
    ],
)
def test_prose_is_told_from_titles(text: str, prose: bool) -> None:
    assert is_prose(text) == prose


def card(paper_id: str, title: str, abstract: str) -> str:
    page = f"https://huggingface.co/papers/{paper_id}"
    return f'<article><h3><a href="{page}">{title}</a></h3><a href="{page}"><p>{abstract}</p></a></article>'


PROSE = "We study agents that live by the sea, and whose world changes twice a day, and find what they forget."


def test_a_page_that_shows_each_paper_twice_has_it_once() -> None:
    title = "Kelp: Grounding Agents in the Tidal Worlds of Small and Very Small Oceans"
    html = 2 * card("2607.00001", title, PROSE) + 2 * card("2607.00002", "LoRA", PROSE)
    mentions = huggingface.extract(Mail(Address("", ""), SUBJECT, html=html)).mentions
    assert [(mention.title, mention.abstract) for mention in mentions] == [(title, PROSE), ("LoRA", PROSE)]


def test_what_follows_a_digest_is_no_abstract_of_its_last_paper() -> None:
    items = "".join(
        f'<li><a href="https://huggingface.co/papers/2607.0000{n}">Paper {n} (1 ▲)</a></li>' for n in (1, 2, 3)
    )
    html = f"<p>by AK and the research community</p><ul>{items}</ul><p>{PROSE}</p>"
    assert [
        mention.abstract for mention in huggingface.extract(Mail(Address("", ""), SUBJECT, html=html)).mentions
    ] == [None] * 3


def test_a_link_within_an_abstract_does_not_make_a_digest_of_a_page() -> None:
    blocks = [block for n in range(5) for block in (f"Tides, Part {n}", f"{PROSE} " * 4 + f"That is {n}.")]
    blocks[1] += " See https://huggingface.co/papers/2401.00001 for more."
    text = "\n\n".join(("byAK and the research community", "Jun 19", *blocks))
    mentions = huggingface.extract(Mail(Address("", ""), SUBJECT, text=text)).mentions
    assert [mention.title for mention in mentions] == [f"Tides, Part {n}" for n in range(5)]


def test_a_title_with_a_full_stop_is_a_title_before_a_long_abstract() -> None:
    abstract = "We study agents that live by the sea, and whose world changes twice a day. " * 6
    text = f"byAK and the research community\n\nJun 19\n\nAttention Is All You Really Need to Sail.\n\n{abstract}\n"
    mentions = huggingface.extract(Mail(Address("", ""), SUBJECT, text=text)).mentions
    assert [mention.title for mention in mentions] == ["Attention Is All You Really Need to Sail."]


@pytest.mark.parametrize(
    "data",
    ["not json", "[]", "{}", '{"dailyPapers": 3}', '{"dailyPapers": [{"paper": {"id": "2607.00001"}}, 7]}'],
)
def test_damaged_data_is_passed_over(data: str) -> None:
    html = f"<div data-target='DailyPapers' data-props='{data}'></div><p>Nothing else.</p>"
    assert huggingface.extract(Mail(Address("", ""), SUBJECT, html=html)).mentions == ()


def test_fields_of_another_kind_are_left_out() -> None:
    data = '[{"paper": {"id": "x1", "title": "Kelp", "authors": [3, {"name": ""}], "upvotes": "7", "githubRepo": 1}}]'
    (mention,) = huggingface.extract(Mail(Address("", ""), SUBJECT, text=data)).mentions
    assert (mention.authors, mention.upvotes, mention.identifiers, mention.published) == (None, None, {}, None)
    assert (mention.url, mention.links) == (
        "https://huggingface.co/papers/x1",
        {"huggingface": "https://huggingface.co/papers/x1"},
    )


@pytest.mark.parametrize(
    ("sender", "subject", "text"),
    [
        ("ben@example.org", "x", "Look: https://huggingface.co/papers/2607.00001"),
        (
            "dan@tldrnewsletter.com",
            "TLDR AI",
            "https://huggingface.co/papers/2607.00001 and https://huggingface.co/papers/2607.00002",
        ),
        ("website@huggingface.co", "Confirm", "Confirm your address: https://huggingface.co/confirm"),
        ("ben@example.org", "x", "by AK and the research community of our town"),
    ],
)
def test_mail_that_mentions_the_page_is_no_digest(sender: str, subject: str, text: str) -> None:
    assert not huggingface.matches(Mail(Address("", sender), subject, text=text))
