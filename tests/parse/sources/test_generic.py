"""Mail of no known kind: identifiers find their titles, and where no title is clear there is no paper.

Whole mails with their records lie in tests/mails/generic and tests/mails/without_papers.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.models import Address, Mail
from bot.parse import read_mail
from bot.parse.sources import generic
from bot.parse.sources.extraction import Extraction
from tests.parse.sources.golden import MAILS

WITHOUT_PAPERS = sorted((MAILS / "without_papers").glob("*.eml"))


def extract(*, html: str | None = None, text: str | None = None, subject: str = "New") -> Extraction:
    return generic.extract(Mail(Address("Alerts", "alerts@a.example"), subject, html=html, text=text))


def found(
    *, html: str | None = None, text: str | None = None, subject: str = "New"
) -> list[tuple[str, dict[str, str]]]:
    mentions = extract(html=html, text=text, subject=subject).mentions
    return [(mention.title, dict(mention.identifiers)) for mention in mentions]


DEEP = ("Deep Nets Are Fun", {"arxiv": "2601.00001"})
SHALLOW = ("Shallow Nets Are Not", {"arxiv": "2601.00002"})
LINK = '<a href="https://arxiv.org/abs/2601.00001">{}</a>'

ABOVE = [
    (f"2601.0000{n}", f"arXiv:2601.0000{n}", title, people)
    for n, title, people in (
        (1, "Deep Nets Are Fun", "Ada Okafor and 4 more"),
        (2, "Shallow Nets Are Not", "Bo Chen"),
        (3, "Broken Nets Catch Air", "Cy Poe, Dan Roe"),
    )
]

HTML = {
    "a linked title": f"<p>{LINK.format('Deep Nets Are Fun')}</p><p>Ada Okafor</p>",
    "a title in a heading, linked": f"<h3>{LINK.format('Deep Nets Are Fun')}</h3>",
    "a link around the heading": LINK.format("<h5>Deep Nets Are Fun</h5><p>Ada Okafor, Bo Chen</p>"),
    "a title above a button": f"<h3>Deep Nets Are Fun</h3><p>Short.</p><p>{LINK.format('Paper')} | Code</p>",
    "a bold title before a button": f"<li><b>Deep Nets Are Fun</b> {LINK.format('[paper]')} <a href='https://x.example'>[code]</a></li>",
    "an opaque title link and an identifier below": '<p><a href="https://t.example/x">Deep Nets Are Fun</a></p>'
    "<p>Ada Okafor</p><p>arXiv:2601.00001</p>",
    "a plain record": "<p>Deep Nets Are Fun</p><p>Ada Okafor, Bo Chen</p><p>arXiv:2601.00001v2</p>",
    "an address written out behind the journal": '<p><a href="https://t.example/x"><b>Deep Nets Are Fun</b></a><br>'
    f"Ada Okafor<br><em>Nets</em>, ab12, {LINK.format('https://arxiv.org/abs/2601.00001')}</p>",
    "a title within a sentence": f"<p>This week I read {LINK.format('Deep Nets Are Fun')} and was glad.</p>",
    "a quoted title": f"<p>I also liked “{LINK.format('Deep Nets Are Fun')}”, which is short.</p>",
    "a title behind a button that runs into it": "<p><a href='https://x.example/j'>Join</a> "
    f"{LINK.format('Deep Nets Are Fun')}</p>",
    "an entry of a numbered list": "<p>From arXiv:</p><p>[1] 2601.00001 (cs.LG) [score: 0.7]</p>"
    "<p><b>Deep Nets Are Fun</b></p><p>Ada Okafor, Bo Chen</p>",
    "a title with its reading time": f"<p>{LINK.format('Deep Nets Are Fun (4 minute read)')}</p>",
    "a title behind a label": f"<p>Paper: {LINK.format('Deep Nets Are Fun')}</p>",
}
TEXT = {
    "an address below the title": "1. Deep Nets Are Fun\n   Ada Okafor, Bo Chen\n   https://arxiv.org/abs/2601.00001\n",
    "an address in brackets": "Deep Nets Are Fun<https://arxiv.org/abs/2601.00001>\nAda Okafor\n",
    "a Markdown link": "* [Deep Nets Are Fun](https://arxiv.org/abs/2601.00001) by Ada\n",
    "a footnote": "Deep Nets Are Fun [5]\n\nIt is.\n\n[5] https://arxiv.org/abs/2601.00001\n",
    "a title wrapped before its footnote": "Deep Nets Are Fun (24\nminute read) [5]\n\n[5] https://arxiv.org/abs/2601.00001\n",
    "the identifier before the title": "Today\n\narXiv:2601.00001 Deep Nets Are Fun\nAda Okafor\n",
    "the identifier above the title": "arXiv:2601.00001\nDeep Nets Are Fun\nAda Okafor, Bo Chen\n",
    "a labelled title below": "arXiv:2601.00001\nDate: today\nTitle: Deep Nets\n  Are Fun\nAuthors: Ada Okafor\n",
    "a labelled title above": "Title: Deep Nets Are Fun\nAuthors: Ada Okafor\nSource: J FOO\nURL: arXiv:2601.00001\n",
    "a title on the same line": "Deep Nets Are Fun, arXiv:2601.00001\n",
    "a title quoted in a sentence": 'Our new paper "Deep Nets Are Fun" is out: https://arxiv.org/abs/2601.00001\n',
}


@pytest.mark.parametrize("html", HTML.values(), ids=HTML.keys())
def test_a_title_is_found_in_html(html: str) -> None:
    assert found(html=html) == [DEEP]


@pytest.mark.parametrize("text", TEXT.values(), ids=TEXT.keys())
def test_a_title_is_found_in_plain_text(text: str) -> None:
    assert found(text=text) == [DEEP]


NOT_FOUND = {
    "a word in a sentence": f"<p>It was published in {LINK.format('Nature')} yesterday.</p>",
    "words of a sentence": f"<p>As {LINK.format('researchers have shown')}, nets are fun.</p>",
    "a bare address": f"<p>Look: {LINK.format('https://arxiv.org/abs/2601.00001')}</p>",
    "a button alone": f"<p>{LINK.format('PDF')}</p>",
    "a reference": f"<p><b>Some other story</b></p><p>Reference: {LINK.format('Nature Physics paper')}</p>",
    "the paper that others cite": f"<p>2 new citations to {LINK.format('My Own Great Paper')}</p>",
    "similar articles": f"<p>{LINK.format('Similar articles')}</p>",
    "an identifier in a sentence": "<p>We published a study (doi:10.1000/a1) and liked it, as you may know by now.</p>",
    "an identifier that backs a claim": "<h1>See every cell in its place</h1><p>As shown by customers "
    "(https://doi.org/10.1000/a1), sensitivity doubles.</p>",
    "a single reference": "<p>Roe, A., &amp; Doe, B. (2026). Deep nets are fun. Nets, 2(1). "
    "https://doi.org/10.1000/a1</p>",
    "an erratum": f"<p>{LINK.format('Erratum: Deep Nets Are Fun')}</p>",
    "an editorial": f"<h2>Editorial</h2><p>{LINK.format('Deep Nets Are Fun')}</p>",
    "a journal": '<p><a href="https://doi.org/10.1002/(ISSN)1614-6840">Advanced Energy Materials</a></p>',
    "proceedings": '<p><a href="https://doi.org/10.1007/978-3-031-00001-1">Lecture Notes in Computer Science</a></p>',
    "news": '<p><a href="https://www.nature.com/articles/d41586-026-00123-4">Comet has a tail of iron</a></p>',
    "a share button": '<p><a href="https://twitter.com/intent/tweet?url=https://arxiv.org/abs/2601.00001">'
    "Deep Nets Are Fun</a></p>",
    "an unsubscribe link": '<p><a href="https://a.example/unsubscribe?u=10.1000/x1">Leave this list right now</a></p>',
}


@pytest.mark.parametrize("html", NOT_FOUND.values(), ids=NOT_FOUND.keys())
def test_no_paper_is_made_of(html: str) -> None:
    nothing = extract(html=html)
    assert (nothing.mentions, nothing.detected) == ((), 0)


@pytest.mark.parametrize(
    "subject",
    [
        "[CFP] Workshop",
        "Please confirm your subscription",
        "Your submission 12",
        "Password reset",
        "Track your accepted article",
    ],
)
def test_mail_about_ones_own_business_has_no_papers(subject: str) -> None:
    assert extract(html=HTML["a linked title"], subject=subject) == Extraction()


@pytest.mark.parametrize("path", WITHOUT_PAPERS, ids=lambda path: path.stem)
def test_a_mail_without_papers_yields_none(path: Path) -> None:
    assert read_mail(path.read_bytes()).mentions == ()


def test_there_are_enough_mails_without_papers() -> None:
    assert len(WITHOUT_PAPERS) >= 20


def test_each_identifier_keeps_its_own_title() -> None:
    html = (
        "<p><b>Deep Nets Are Fun</b></p><p>Ada Okafor</p><p>arXiv:2601.00001</p>"
        "<p><b>Shallow Nets Are Not</b></p><p>Bo Chen</p><p>arXiv:2601.00002</p>"
    )
    assert found(html=html) == [DEEP, SHALLOW]


def test_identifiers_of_one_paper_come_together() -> None:
    html = (
        '<p><a href="https://pubmed.ncbi.nlm.nih.gov/12345678/">Deep nets are fun.</a></p><p>Lee A, Ray B.</p>'
        '<p>J Foo. 2026 Jan 3;1(1):2. doi: 10.1000/a1.</p><p><a href="https://pmc.ncbi.nlm.nih.gov/articles/PMC1234567/">'
        "Free PMC article.</a></p>"
    )
    assert found(html=html) == [("Deep nets are fun", {"pmid": "12345678", "doi": "10.1000/a1", "pmcid": "PMC1234567"})]


def test_a_paper_shown_twice_is_one_with_the_longer_author_list() -> None:
    title = f"<p>{LINK.format('Deep Nets Are Fun')}</p>"
    (mention,) = extract(
        html=f"{title}<p>Okafor et al.</p><h2>All</h2>{title}<p>Ada Okafor, Bo Chen, Cara Dahl</p>"
    ).mentions
    assert mention.authors == ("Ada Okafor", "Bo Chen", "Cara Dahl")


def test_links_by_role_are_told_apart() -> None:
    html = f'<p>{LINK.format("Deep Nets Are Fun")}</p><p><a href="https://arxiv.org/pdf/2601.00001v1">PDF</a></p>'
    (mention,) = extract(html=html).mentions
    assert mention.url == "https://arxiv.org/abs/2601.00001"
    assert mention.links == {"pdf": "https://arxiv.org/pdf/2601.00001v1"}


def test_the_page_is_the_publisher_s_or_that_of_the_identifier() -> None:
    linked = extract(
        html='<p><a href="https://journals.example.org/doi/10.1000/a1?utm_source=x">Deep Nets Are Fun</a></p>'
    )
    written = extract(html="<p><b>Deep Nets Are Fun</b></p><p>Ada Okafor</p><p>doi:10.1000/a1</p>")
    assert linked.mentions[0].url == "https://journals.example.org/doi/10.1000/a1"
    assert written.mentions[0].url == "https://doi.org/10.1000/a1"


def test_sections_that_show_other_papers_are_left_out() -> None:
    html = f"<p>{LINK.format('Deep Nets Are Fun')}</p><h3>Most read</h3>"
    other = '<p><a href="https://arxiv.org/abs/2601.00009">An old and well known paper</a></p>'
    assert found(html=f"{html}{other}<h3>More articles</h3>{other.replace('0009', '0002')}") == [
        DEEP,
        ("An old and well known paper", {"arxiv": "2601.00002"}),
    ]


def test_plain_text_is_read_where_html_says_nothing() -> None:
    html = '<p><a href="https://t.example/x">Deep Nets Are Fun</a></p>'
    assert found(html=html, text=TEXT["an address below the title"]) == [DEEP]


def test_identifiers_without_a_title_count_as_detected_beside_others() -> None:
    html = f"<p>{LINK.format('Deep Nets Are Fun')}</p><hr><p>arXiv:2601.00002</p>"
    extraction = extract(html=html)
    assert (len(extraction.mentions), extraction.detected) == (1, 2)


def test_the_subscription_is_named_after_its_sender() -> None:
    assert extract(html=HTML["a linked title"]).mentions[0].alert == "Alerts"


def test_papers_come_in_the_order_in_which_one_reads_them() -> None:
    html = (
        f"<h3>Shallow Nets Are Not</h3><p>By Ada Okafor</p><p>{LINK.format('Paper').replace('00001', '00002')}</p>"
        f"<h3>{LINK.format('Deep Nets Are Fun')}</h3><p>Bo Chen</p>"
    )
    assert found(html=html) == [SHALLOW, DEEP]


OPAQUE = '<p>Read more: <a href="https://click.a.example/{}">{} (arXiv)</a>.</p>'


def test_plain_text_names_what_the_links_of_the_html_keep_secret() -> None:
    html = OPAQUE.format(1, "Deep Nets Are Fun") + OPAQUE.format(2, "Shallow Nets Are Not")
    text = "Read more: Deep Nets Are Fun (arXiv) [https://arxiv.org/abs/2601.00001]."
    assert found(html=html, text=text) == [DEEP, ("Shallow Nets Are Not", {})]


def test_plain_text_adds_no_paper_to_those_of_the_html() -> None:
    text = "Deep Nets Are Fun <https://arxiv.org/abs/2601.00001>"
    assert found(html=OPAQUE.format(2, "Shallow Nets Are Not"), text=text) == [("Shallow Nets Are Not", {})]


MANY_CUT = f"<p>{LINK.format('Deep Nets Are Fun')}</p><p>Okafor, A and {{}} more</p>"


@pytest.mark.parametrize(
    ("people", "authors", "truncated"),
    [
        ("Okafor, A; Chen, B and 3 more", ("Okafor, A", "Chen, B"), {"authors"}),
        ("Okafor, A; Chen, B and Diaz, C", ("Okafor, A", "Chen, B", "Diaz, C"), set()),
        ("Okafor, A and 4 more", ("Okafor, A",), {"authors"}),
    ],
)
def test_plain_text_names_people_behind_the_first_author_of_the_html(
    people: str, authors: tuple[str, ...], truncated: set[str]
) -> None:
    text = f"Deep Nets Are Fun\n{people}\nhttps://arxiv.org/abs/2601.00001\n"
    paper = extract(html=MANY_CUT.format(4), text=text).mentions[0]
    assert paper.authors == authors
    assert paper.truncated == truncated


def test_identifiers_above_their_titles_are_not_those_of_the_titles_above_them() -> None:
    items = "".join(f"<p>{shown}</p><p><b>{title}</b></p><p>{people}</p>" for _, shown, title, people in ABOVE)
    html = f"<h1>Your Weekly Nets</h1><h3>Nets and knots</h3>{items}"
    assert found(html=html) == [(title, {"arxiv": number}) for number, _, title, _ in ABOVE]


def test_identifiers_below_their_titles_are_theirs_whatever_comes_next() -> None:
    items = "".join(f"<p><b>{title}</b></p><p>{people}</p><p>{shown}</p>" for _, shown, title, people in ABOVE)
    assert found(html=f"<h1>Your Weekly Nets</h1>{items}") == [
        (title, {"arxiv": number}) for number, _, title, _ in ABOVE
    ]


def test_labelled_titles_above_identifiers_are_not_those_of_the_identifiers_above_them() -> None:
    text = "".join(
        f"Title: {title}\nAuthors: {people} TL;DR: Nets are looked at.\n\n"
        f"To view the submission, click here: https://arxiv.org/abs/{number}\n\n"
        for number, _, title, people in ABOVE
    )
    assert found(text=text) == [(title, {"arxiv": number}) for number, _, title, _ in ABOVE]


def test_no_labelled_title_is_that_of_an_identifier_cut_off_from_its_own() -> None:
    items = (f"Title: {title}\n\nSubscribe to more nets.\n\n{shown}\n\n" for _, shown, title, _ in ABOVE)
    assert found(text="".join(items)) == []


def test_a_call_among_papers_does_not_make_a_mail_one() -> None:
    call = "<p>Call for papers: gutters and moss, submissions open until 30 June 2026</p>"
    items = "".join(
        f"<p><b>{title}</b></p><p>{people}</p><p>Publication Date (Web): May 3, 2026 (Article)</p><p>{shown}</p>"
        for _, shown, title, people in ABOVE
    )
    papers = [(title, {"arxiv": number}) for number, _, title, _ in ABOVE]
    assert found(html=call + items + items.replace("2601.", "2602.").replace("Nets", "Knots")) == [
        *papers,
        *((title.replace("Nets", "Knots"), {"arxiv": ids["arxiv"].replace("2601.", "2602.")}) for title, ids in papers),
    ]


def test_a_version_with_its_date_is_no_title() -> None:
    html = "<p><a href='https://t.example/1'>Moss on Slate</a></p><p>Ada Okafor, Bo Chen</p>"
    html += "<p>Version 1 · 6 August 2026 · Working Paper</p><p>arXiv:2601.00001</p>"
    assert found(html=html) == [("Moss on Slate", {"arxiv": "2601.00001"})]


def _signed(titles: tuple[str, ...], setting: str) -> str:
    return "".join(
        f"<p>{setting.format(title)}</p><p>Ada Okafor, Bo Chen</p><p>Bogs 12 (2026), doi: 10.5555/b.{number}</p>"
        for number, title in enumerate(titles)
    )


def test_a_title_of_one_word_is_set_as_the_others_of_its_list() -> None:
    titles = ("Moss on Slate", "Hedges after Frost", "Fire")
    linked = "<a href='https://t.example/1'><b>{}</b></a>"
    assert [title for title, _ in found(html=_signed(titles, linked))] == [*titles]
    others, alone = _signed(titles[:2], linked), _signed(titles[2:], "<i>{}</i>")
    assert [title for title, _ in found(html=others + alone)] == [*titles[:2]]
    kind = _signed((*titles[:2], "Editorial"), linked)
    assert [title for title, _ in found(html=kind)] == [*titles[:2]]


def test_a_title_of_one_word_in_plain_text() -> None:
    titles = ("Moss on Slate", "Hedges after Frost", "Fire (pages 18–33)")
    text = "\n\n".join(
        f"{title}\nAda Okafor and Bo Chen\nBogs 12, doi: 10.5555/b.{n}" for n, title in enumerate(titles)
    )
    assert [title for title, _ in found(text=text)] == ["Moss on Slate", "Hedges after Frost", "Fire"]
    assert found(text=text.rpartition("\n\n")[2]) == []


def test_what_is_no_paper_keeps_its_identifiers_from_the_heading_above() -> None:
    link = '<a href="https://arxiv.org/abs/{}">{}</a>'
    head, own = "<h3>Transactions on Bogs</h3>", "<p>Page(s): 1 - 9</p><p>doi: 10.5555/b.{}</p>"
    paper = f"<p>{link.format('2601.00001', DEEP[0])}</p><p>Ada Okafor</p>{own.format(1)}"
    contents = f"<p>{link.format('2601.00009', 'Table of Contents')}</p>{own.format(9)}"
    assert found(html=head + contents + paper) == [(DEEP[0], {**DEEP[1], "doi": "10.5555/b.1"})]
    extraction = extract(html=head + contents + paper)
    assert (extraction.detected, extraction.dismissed) == (1, 2)
