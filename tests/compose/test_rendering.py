"""Whole issues: their parts, what each part shows in HTML and text, and what hostile mail cannot do to them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from bot.compose import Judged, Templates, render, select
from bot.compose.columns import WIDTH, width
from bot.compose.envelope import encoded_size
from bot.compose.rendering import CLIP, SHORT
from bot.models import Funnel, Issue, Layout, Mention, Paper, Reason, Section, SourceActivity, Verdict
from tests.compose.papers import LAYOUT, NO_MAIL, ONE_HEADING, chosen, facts, hard, ordinary, paper

TEMPLATES = Templates()


def issues(judged: list[Judged], layout: Layout = LAYOUT) -> tuple[Issue, ...]:
    return render(select(judged, layout), facts(), TEMPLATES)


def issue(judged: list[Judged], layout: Layout = LAYOUT) -> Issue:
    (only,) = issues(judged, layout)
    return only


@pytest.fixture(scope="module")
def long() -> tuple[Issue, ...]:
    return issues(ordinary(500))


def words(html: str) -> str:
    """What a reader sees of the page."""
    return " ".join(LexborHTMLParser(html).body.text(separator=" ").split())  # type: ignore[union-attr]  # has a body


FULL = Judged(
    Paper(
        "Flow matching & friends",
        id=7,
        authors=("A. Smith", "B. Li", "C. Wu", "D. Roe", "E. Poe", "F. Last"),
        abstract="We study flow matching. It works.",
        identifiers={"arxiv": "2505.00001", "doi": "10.1000/a"},
        url="https://arxiv.org/abs/2505.00001",
        links={"code": "https://github.com/a/b"},
        venue="NeurIPS",
        published="2025-05-05",
        categories=("cs.LG",),
        mentions=(
            Mention("t", "arxiv"),
            Mention("t", "google_scholar", alert="me"),
            Mention("t", "huggingface", upvotes=57),
        ),
    ),
    Verdict(
        True,
        15,
        section="Must read",
        tags=("popular",),
        reasons=(
            Reason("core", "title", "Flow matching", (0, 13), 10),
            Reason("core", "abstract", "flow matching", (9, 22), 4),
            Reason("people", "author", "D. Roe", effect="pin"),
        ),
    ),
    ('core: title "Flow matching" +10', "popular: 57 ▲ +5"),
)

ONLY = Judged(paper(1), Verdict(True, 9))

SAID = (
    "Flow matching & friends",
    "A. Smith, B. Li, C. Wu, D. Roe … F. Last",
    "NeurIPS · arXiv · 5 May 2025 · cs.LG",
    'core: title "Flow matching" +10; popular: 57 ▲ +5 · #popular',
    "also in: Google Scholar alert “me”, Hugging Face 57 ▲",
    "41 mails from 3 sources → 312 mentions → 207 papers → 38 new → 1 shown",
    "arXiv 180 · Google Scholar 44 (3 alerts) · Hugging Face 31 · PubMed 0, silent for 6 days (usual gap 1)",
    "Next issue Wed 7 May, 07:00 (Europe/Berlin)",
    "papersieve 0.1.0 · run 7f3a2c",
    "~/papersieve/rules.yaml",
)


@pytest.mark.parametrize("said", SAID)
def test_html_and_text_say_the_same(said: str) -> None:
    one = issue([FULL])

    # Tags and asterisks are how a match is marked; they stand between words.
    assert said in re.sub(r" +(?=[,;.])", "", words(one.html)).replace("  ", " ")
    assert said in " ".join(one.text.replace("*", "").split())


def test_matches_and_watched_authors_are_bold() -> None:
    bold = [node.text() for node in LexborHTMLParser(issue([FULL]).html).css("b")]

    assert bold == ["Flow matching", "D. Roe", "flow matching"]


def test_the_title_leads_to_the_paper_and_links_have_words() -> None:
    links = [(node.text(), node.attributes["href"]) for node in LexborHTMLParser(issue([FULL]).html).css(".card a")]

    assert links == [
        ("Flow matching & friends", "https://arxiv.org/abs/2505.00001"),
        ("PDF", "https://arxiv.org/pdf/2505.00001"),
        ("DOI", "https://doi.org/10.1000/a"),
        ("Code", "https://github.com/a/b"),
        ("Hugging Face", "https://huggingface.co/papers/2505.00001"),
    ]


def test_an_issue_carries_its_papers_in_reading_order() -> None:
    one = issue(ordinary(5))

    titles = re.findall(r"(?m)^ *\d+\. (.+)$", one.text)
    assert len(one.paper_ids) == len(titles) == 5
    assert one.paper_ids == (3, 4, 1, 5, 2)


def test_the_same_papers_give_the_same_bytes() -> None:
    assert issue(ordinary(5)) == issue(ordinary(5)[::-1])


def test_contents_link_to_headings_that_are_there() -> None:
    page = LexborHTMLParser(issue(ordinary(14)).html)

    anchors = [str(node.attributes["href"]).removeprefix("#") for node in page.css(".contents a")]
    assert anchors == ["s1", "s2", "s3", "near"]
    assert all(page.css_first(f"[id={anchor}]") for anchor in anchors)


def test_a_short_digest_under_one_heading_needs_no_contents() -> None:
    assert not LexborHTMLParser(issue([ONLY], ONE_HEADING).html).css(".contents")


def test_headings_come_in_order() -> None:
    levels = [node.tag for node in LexborHTMLParser(issue(ordinary(3)).html).css("h1, h2, h3")]

    assert levels[:3] == ["h1", "h2", "h3"]
    assert levels.count("h1") == 1


def test_the_page_is_found_to_be_utf_8_within_its_first_kilobyte() -> None:
    assert b'<meta charset="utf-8">' in issue(ordinary(3)).html.encode()[:1024]


def test_nothing_is_loaded_from_elsewhere() -> None:
    page = LexborHTMLParser(issue(ordinary(14)).html)

    assert not page.css("img, script, link, iframe, object, [src], [background]")
    assert "url(" not in page.html  # type: ignore[operator]  # there is one
    assert "@import" not in page.html  # type: ignore[operator]


def test_styles_are_inlined_and_only_media_rules_stay() -> None:
    html = issue(ordinary(3)).html

    assert re.search(r'<h3 [^>]*style="[^"]*Georgia', html)
    assert re.findall(r"@media \(([a-z-]+)", html) == ["max-width", "prefers-color-scheme"]


def test_mail_clients_preview_the_first_three_titles() -> None:
    first, second, third = issue(ordinary(5)).short.splitlines()[1:4]
    preview = words(issue(ordinary(5)).html)

    titles = [line.removeprefix("• ").rpartition(" https")[0] for line in (first, second, third)]
    assert preview.startswith(" · ".join(titles))


# ── empty and long ────────────────────────────────────────────────────────────────────────────────────


def test_an_empty_issue_says_why_and_shows_no_empty_headings() -> None:
    (one,) = render(select([], LAYOUT), facts(funnel=NO_MAIL), TEMPLATES)

    assert one.subject == "[nothing new] no mail arrived"
    assert "No mail with papers has arrived since the last issue." in one.text
    assert not LexborHTMLParser(one.html).css("h2, h3")
    assert one.paper_ids == ()


def test_a_long_digest_comes_in_parts_that_mail_clients_show_whole(long: tuple[Issue, ...]) -> None:
    assert [one.part for one in long] == [1, 2, 3]
    assert len({one.message_id for one in long}) == 3
    assert all(encoded_size(one.html) <= CLIP for one in long)
    assert sorted(number for one in long for number in one.paper_ids) == list(range(1, 501))


def test_what_gave_way_is_said(long: tuple[Issue, ...]) -> None:
    first, *_, last = long

    said = "So that this mail is not clipped, abstracts are shortened and the last 324 papers have one line each."
    assert said in words(first.html)
    assert said in " ".join(first.text.split())
    assert "This digest is too long for one mail: this is part 3 of 3." in words(last.html)


def test_near_misses_and_excluded_stand_in_the_last_part_only(long: tuple[Issue, ...]) -> None:
    assert ["Near misses" in one.text for one in long] == [False, False, True]
    assert ["no-wet-lab" in one.text for one in long] == [False, False, True]


@pytest.mark.parametrize(("rest", "said"), [("count", "only counted"), ("drop", "left out")])
def test_papers_over_the_limits_that_are_not_listed_are_counted_and_reported(rest: str, said: str) -> None:
    layout = Layout((Section("Must read", limit=1),), rest=rest)  # type: ignore[arg-type]  # one of the literals
    papers = [chosen(paper(n), "Must read", 9) for n in (1, 2, 3)]

    one = issue(papers, layout)

    assert f"2 more papers passed your rules but exceeded the limits of Must read (1) and were {said}." in words(
        one.html
    )
    assert sorted(one.paper_ids) == [1, 2, 3]


def test_papers_over_the_limits_that_are_listed_come_in_one_line_each() -> None:
    layout = Layout((Section("Must read", limit=1),))
    papers = [chosen(paper(n), "Must read", 9) for n in (1, 2, 3)]

    page = LexborHTMLParser(issue(papers, layout).html)

    assert len(page.css(".card")) == 1
    assert len(page.css(".line")) == 2
    assert "2 more went over the limit of this heading and are under “More papers”." in words(str(page.html))


def test_the_short_form_fits_a_chat_message(long: tuple[Issue, ...]) -> None:
    short = long[0].short

    assert len(short) <= SHORT + 30
    assert re.search(r"… and \d+ more$", short)


# ── hostile mail ──────────────────────────────────────────────────────────────────────────────────────

ANY = st.text(alphabet=st.characters(), max_size=120)
TAGS = set(
    re.findall(r"\w+", "html head meta title style body div table tbody tr td p strong a span h1 h2 h3 b bdi br")
)
ATTRIBUTES = set(
    re.findall(
        r"\w+", "lang dir charset name content class style id href role width cellpadding cellspacing border align"
    )
)


@settings(max_examples=60, deadline=None)
@given(ANY, ANY, ANY, ANY)
def test_no_text_from_mail_becomes_markup(title: str, author: str, abstract: str, venue: str) -> None:
    hostile = Paper(
        title,
        authors=(author, venue),
        abstract=abstract,
        venue=venue,
        url=f"https://example.org/{title}",
        links={author: f"https://example.org/{abstract}"},
        categories=(venue,),
        published=author,
        mentions=(Mention(title, author, alert=venue),),
    )
    one = issue([Judged(hostile, Verdict(True, 9, section="Must read"), (abstract,))])

    page = LexborHTMLParser(one.html)
    assert {node.tag for node in page.css("*")} <= TAGS
    assert {name for node in page.css("*") for name in node.attributes} <= ATTRIBUTES
    assert all(str(node.attributes["href"]).startswith(("https://", "#")) for node in page.css("[href]"))
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\x00]", one.html + one.text + one.subject)


def test_markup_in_a_title_is_shown_as_text() -> None:
    one = issue(hard())

    assert '<script>alert("1")</script> & <img src=x onerror=alert(1)> "quoted"' in words(one.html)
    assert not LexborHTMLParser(one.html).css("script, img")


@pytest.mark.parametrize("papers", [ordinary(14), hard(), [FULL]], ids=["ordinary", "hard", "full"])
def test_no_line_of_text_is_wider_than_76_columns_but_an_address(papers: list[Judged]) -> None:
    lines = issue(papers).text.split("\n")

    assert [line for line in lines if width(line) > WIDTH and "://" not in line] == []
    assert "\n\n\n" not in issue(papers).text


def test_the_footer_names_sources_that_were_not_read_completely() -> None:
    change = "2 of the last 3 mails read in part, none before"
    funnel = Funnel(mails=3, new=14, sources=(SourceActivity("arxiv", mails=3, incomplete=2, change=change),))
    named = "arXiv: 2 of the last 3 mails read in part, none before. The layout of its mails seems to have changed."

    (warned,) = render(select(ordinary(2), LAYOUT), facts(funnel=funnel), TEMPLATES)
    unwarned = issue(ordinary(2))

    assert named in foot(warned.html)
    assert "“papersieve fixture” helps to report it" in foot(warned.html)
    assert named in " ".join(warned.text.split())
    assert "papersieve fixture" not in unwarned.html + unwarned.text


def test_only_the_last_part_names_them() -> None:
    funnel = Funnel(mails=3, new=500, sources=(SourceActivity("arxiv", mails=3, incomplete=2),))
    parts = render(select(ordinary(500), LAYOUT), facts(funnel=funnel), TEMPLATES)

    assert ["papersieve fixture" in part.html for part in parts] == [False] * (len(parts) - 1) + [True]
    assert ["papersieve fixture" in part.text for part in parts] == [False] * (len(parts) - 1) + [True]


def foot(html: str) -> str:
    """What a reader sees in the last cell."""
    return " ".join(LexborHTMLParser(html).css("td")[-1].text(separator=" ").split())
