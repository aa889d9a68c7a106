"""A list of titles with people below is of papers when enough of its signs say so; news, books and talks have some."""

from __future__ import annotations

import pytest

from bot.parse.sources.lines import lines_of_html
from bot.parse.sources.shapes import may_be_shaped, shaped_titles

TITLES = ["Hedges That Mend Themselves", "A Census of Moss on Town Walls", "What Slugs Remember", "Cold Frames in June"]
TOGETHER = ["Ada Okafor, Bo Chen, and Cy Poe", "Dan Roe and Eva Lund", "Fay Gold, Gus Hill, Ida Jong et al.", "Jo Kern"]
ALONE = ["Ada Okafor", "Dan Roe", "Fay Gold", "Jo Kern"]
DEGREES = ["Ada Okafor, MD; Bo Chen, PhD", "Dan Roe, PhD", "Fay Gold, MD, MPH; Gus Hill, PhD", "Jo Kern, PhD"]


def a_list(people: list[str], above: str = "", below: str = "") -> str:
    return "".join(
        f"{above}<p><a href='https://click.house.example/?qs={n}'>{title}</a></p><p>{names}</p>{below}"
        for n, (title, names) in enumerate(zip(TITLES, people, strict=True))
    )


def titles_in(html: str, subject: str) -> list[str]:
    return list(shaped_titles(lines_of_html(html), subject, ()).values())


PAPERS = {
    "people write together, in a journal": ("Garden Medicine: Early View", a_list(TOGETHER)),
    "people write together, in some new issue": ("Latest articles for you", a_list(TOGETHER)),
    "few at a time, with dates": ("Advance articles", a_list(ALONE, below="<p>First published: 3 May 2026</p>")),
    "with degrees and kinds": ("New for you", a_list(DEGREES, above="<p>Article</p>", below="<p>A summary.</p>")),
    "under a heading for papers": ("Garden Journal", "<h3>Articles</h3>" + a_list(TOGETHER)),
    "people labelled, behind a summary": (
        "Garden Journal: new articles",
        "".join(
            f"<p><a href='https://x.example/{n}'>{title}</a></p><p>Where snails walk at night.</p><p>By {names}</p>"
            for n, (title, names) in enumerate(zip(TITLES, TOGETHER, strict=True))
        ),
    ),
}
OTHERS = {
    "news by one author each": ("Latest articles of the Garden Post", a_list(ALONE)),
    "posts with reading times": ("Your daily digest", a_list(ALONE, below="<p>6 min read</p>")),
    "books with prices": ("New from our press: journals and books", a_list(TOGETHER, below="<p>Cloth, $45.00</p>")),
    "books by number": ("Journal of new books", a_list(TOGETHER, below="<p>ISBN 978-0-00-000000-2</p>")),
    "talks": ("Programme of the journal club", a_list(TOGETHER, above="<p>09:15–09:45</p>")),
    "people below a summary, unlabelled": (
        "Garden Journal: new articles",
        "".join(
            f"<p><a href='https://x.example/{n}'>{title}</a></p><p>Where snails walk at night.</p><p>{names}</p>"
            for n, (title, names) in enumerate(zip(TITLES, TOGETHER, strict=True))
        ),
    ),
}


@pytest.mark.parametrize("name", PAPERS)
def test_a_list_with_enough_signs_is_of_papers(name: str) -> None:
    subject, html = PAPERS[name]
    assert titles_in(html, subject) == TITLES
    assert may_be_shaped(subject, html)


@pytest.mark.parametrize("name", OTHERS)
def test_a_list_with_few_signs_or_the_signs_of_something_else_is_not(name: str) -> None:
    subject, html = OTHERS[name]
    assert titles_in(html, subject) == []


def test_what_is_set_alike_is_one_list() -> None:
    news = "".join(f"<h4><a href='https://x.example/n{n}'>Garden news of {n} May</a></h4><p>Jo Kern</p>" for n in "345")
    assert titles_in(news + a_list(TOGETHER), "Garden Medicine: Early View") == TITLES
