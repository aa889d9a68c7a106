"""Tables of contents as publishers could send them: any nesting, order of fields, wording and kind of link."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from html import escape
from urllib.parse import quote

from hypothesis import strategies as st

_GIVEN = "Ada Bo Cleo Jun-Ho Noor Petra Ülkü Søren María J. A.-K. Mei-Ling Tomasz R.".split()
_FAMILY = "Okafor Chen Díaz Watanabe Hassan Novotná Yıldız Kjær O’Leary Fernández-Ruiz Wilk Lindgren Szűcs".split()
_ADJECTIVES = "slow hidden sparse robust thermal quantum marine social soluble deep".split()
_NOUNS = "gears rivers lanterns membranes markets enzymes glaciers graphs cellars polymers nets songs".split()
_VERBS = "shape mend predict inhibit map cool sort outlast mirror amplify".split()

_KINDS = ("Research Article", "Original Article", "Review", "Letter", "Communication", "Articles")
_BADGES = ("Open Access", "Free Access", "Full Access")
_ADVERTS = (
    "<table><tr><td>ADVERTISEMENT</td></tr>"
    "<tr><td><a href='https://ads.example/{n}'><img alt='Buy pipettes'></a></td></tr></table>",
    "<div><a href='https://click.house.example/?qs=ad{n}'><b>Join our free webinar on pipettes</b></a></div>",
    "<p>Submit your next paper to Invented Letters. <a href='https://house.example/submit?n={n}'>Submit now</a></p>",
    "<p style='font-size:0'>&nbsp;</p><hr>",
)
_FOOTERS = (
    "<p>You are receiving this e-mail because you signed up. <a href='https://house.example/unsubscribe'>Unsubscribe</a></p>",
    "<table><tr><td><a href='https://twitter.com/house'>Twitter</a> | <a href='https://house.example/privacy'>Privacy</a>"
    "</td></tr><tr><td>© 2026 Invented House. All rights reserved.</td></tr></table>",
)


@dataclass(frozen=True)
class Paper:
    title: str
    authors: tuple[str, ...]
    doi: str


@dataclass(frozen=True)
class Contents:
    """The papers of a mail and its HTML. cut: whether it names but the first of their authors."""

    papers: tuple[Paper, ...]
    html: str
    cut: bool = False

    @property
    def names(self) -> list[tuple[str, ...]]:
        """The authors of each paper as the mail shows them."""
        return [paper.authors[:1] if self.cut else paper.authors for paper in self.papers]


_names = st.builds(lambda given, family: f"{given} {family}", st.sampled_from(_GIVEN), st.sampled_from(_FAMILY))
_capitals = st.sampled_from((str.title, str.capitalize))
_words = {
    "adjective": st.sampled_from(_ADJECTIVES),
    "noun": st.sampled_from(_NOUNS),
    "verb": st.sampled_from(_VERBS),
    "other": st.sampled_from(_NOUNS),
}
_titles = st.one_of(
    st.builds(lambda adjective, noun, verb, other: f"{adjective} {noun} {verb} {other}", **_words),
    st.builds(lambda adjective, noun, verb, other: f"how {noun} {verb} the {adjective} {other} of the north", **_words),
    st.builds(lambda adjective, noun, verb, other: f"{adjective} {noun}: why do they {verb} {other}?", **_words),
    st.builds(lambda adjective, noun, verb, other: f"effect of {adjective} {noun} on {other} that {verb}", **_words),
)


def _papers(titles: Sequence[str], people: Sequence[Sequence[str]]) -> tuple[Paper, ...]:
    return tuple(
        Paper(title, tuple(names), f"10.5555/inv.{1000 + number}")
        for number, (title, names) in enumerate(zip(titles, people, strict=False))
    )


@st.composite
def papers(draw: st.DrawFn) -> tuple[Paper, ...]:
    capitals = draw(_capitals)
    titles = draw(st.lists(_titles.map(capitals), min_size=1, max_size=7, unique=True))
    people = [draw(st.lists(_names, min_size=1, max_size=6, unique=True)) for _ in titles]
    return _papers(titles, people)


# ── how a paper is shown ──────────────────────────────────────────────────────────────────────────────

_ANDS = (", ", "; ", ", and ", " and ", " & ")


def _people(names: Sequence[str], separator: str, last: str) -> str:
    return separator.join(names[:-1]) + (last if len(names) > 1 else "") + names[-1]


@dataclass(frozen=True)
class Style:
    """How one mail shows all of its papers."""

    title_link: str  # plain, opaque, or "" for a title in bold above a plain button
    title_tag: str
    doi: str  # how it is written out; "" for not at all
    order: tuple[str, ...]
    separator: str
    last: str
    by: str
    wrap: Callable[[str], str]
    item: Callable[[str], str]
    buttons: str
    kind: str
    badge: str
    summary: str
    cut: bool
    behind_name: str  # footnote marks, degrees
    filtered: Callable[[str], str]  # what a mail filter makes of a link
    marked: str  # the element around the second word of a title


def _in_table(inner: str) -> str:
    return f"<table width='100%'><tbody><tr><td><table><tr><td>{inner}</td></tr></table></td></tr></tbody></table>"


def _in_rows(inner: str) -> str:
    return f"<table><!--[if mso]><tr><td><![endif]--><tr><td style='padding:8px'>{inner}</td></tr></table>"


def _in_divs(inner: str) -> str:
    return f"<div class='item'><div>{inner}</div></div>\n"


def _unfiltered(url: str) -> str:
    return url


def _safe_link(url: str) -> str:
    return (
        f"https://eur02.safelinks.protection.outlook.com/?url={quote(url, safe='')}&data=05%7C02%7Creader%40x.example"
        "%7C1a2b3c&sdata=Zm9v%3D&reserved=0"
    )


def _proofpoint(url: str) -> str:
    return f"https://urldefense.com/v3/__{url}__;!!Ab12Cd!xYz-3$"


def _older_proofpoint(url: str) -> str:
    encoded = quote(url, safe="").replace("_", "%5F").replace("-", "%2D").replace("%2F", "_").replace("%", "-")
    return f"https://urldefense.proofpoint.com/v2/url?u={encoded}&d=DwMFaQ&c=abc&r=def&m=ghi&s=jkl&e="


def _ses(url: str) -> str:
    return f"https://tracking.house.example/CL0/{quote(url, safe=':')}/1/0100019d59144c16-dcf7dfa8/Zk3x=451"


_FILTERS = (_unfiltered, _unfiltered, _safe_link, _proofpoint, _older_proofpoint, _ses)


def _in_list(inner: str) -> str:
    return f"<ul><li>{inner}</li></ul>"


_FIELD_WRAPS: tuple[Callable[[str], str], ...] = (
    lambda text: f"<div>{text}</div>",
    lambda text: f"<p style='margin:0'>{text}</p>",
    lambda text: f"<table><tr><td>{text}</td></tr></table>",
    lambda text: f"<span>{text}</span><br>",
)
_DOIS = ("doi: {doi}", "DOI: {doi}", "https://doi.org/{doi}", "Invented Letters, 2026, 12, 34–56, doi:{doi}")
_ORDERS = (
    ("kind", "badge", "title", "people", "citation", "buttons"),
    ("title", "people", "citation", "buttons"),
    ("badge", "title", "kind", "people", "citation", "buttons"),
    ("title", "citation", "people", "buttons"),
    ("kind", "title", "badge", "people", "buttons", "citation"),
    ("title", "people", "summary", "citation", "buttons"),
    ("kind", "title", "people", "citation", "summary", "buttons"),
)
_SUMMARY = (
    "We measured how often this happens in forty villages over ten years, and found that it does so more in the north "
    "than in the south, which current theory does not predict."
)


@st.composite
def styles(draw: st.DrawFn) -> Style:
    title_link = draw(st.sampled_from(("plain", "opaque", "")))
    dois = _DOIS if title_link == "opaque" else (*_DOIS, "")
    buttons = ("Abstract|Full Text|PDF", "Read article", "Read More", "")
    return Style(
        title_link=title_link,
        title_tag=draw(
            st.sampled_from(("h5", "h3", "b", "strong") if not title_link else ("h5", "h3", "b", "span", "div"))
        ),
        doi=draw(st.sampled_from(dois)),
        order=draw(st.sampled_from(_ORDERS)),
        separator=draw(st.sampled_from((", ", "; "))),
        last=draw(st.sampled_from((", and ", " and ", " & "))),
        by=draw(st.sampled_from(("", "By ", "Authors: "))),
        wrap=draw(st.sampled_from(_FIELD_WRAPS)),
        item=draw(st.sampled_from((_in_table, _in_rows, _in_divs, _in_list))),
        buttons=draw(st.sampled_from(buttons if title_link else buttons[:-1])),
        kind=draw(st.sampled_from(_KINDS)),
        badge=draw(st.sampled_from(_BADGES)),
        summary=draw(st.sampled_from(("", _SUMMARY))),
        cut=draw(st.integers(0, 4)) == 0,
        behind_name=draw(st.sampled_from(("", "", "<sup>1,2</sup>", "*", ", PhD", ", MD, MPH"))),
        filtered=draw(st.sampled_from(_FILTERS)),
        marked=draw(st.sampled_from(("", "i", "em", "sub"))),
    )


def _marked(title: str, element: str) -> str:
    if not element:
        return escape(title)
    first, word, rest = title.split(" ", 2)
    return f"{escape(first)} <{element}>{escape(word)}</{element}> {escape(rest)}"


def _shown(paper: Paper, style: Style, number: int) -> str:
    opaque = f"https://click.house.example/?qs={number:04}ab12cd34ef56ab12cd34ef56ab12cd34"
    opaque = style.filtered(opaque)
    plain = f"https://house.example/doi/full/{paper.doi}?utm_source=etoc"
    plain = style.filtered(plain)
    title = _marked(paper.title, style.marked)
    if style.title_link:
        title = f'<a href="{plain if style.title_link == "plain" else opaque}">{title}</a>'
    button = opaque if style.title_link else plain
    names = [f"{escape(name)}{style.behind_name}" for name in paper.authors]
    people = f"{names[0]} et al." if style.cut else _people(names, style.separator, escape(style.last))
    fields = {
        "title": f"<{style.title_tag}>{title}</{style.title_tag}>",
        "people": style.by + people,
        "citation": style.doi.format(doi=paper.doi),
        "kind": style.kind,
        "badge": style.badge,
        "summary": style.summary,
        "buttons": " | ".join(f'<a href="{button}">{word}</a>' for word in style.buttons.split("|") if word),
    }
    return style.item("".join(style.wrap(fields[name]) for name in style.order if fields[name]))


_EDITORIAL = Paper("What we print and why we print it", ("Ada Okafor", "Bo Chen"), "10.5555/inv.0001")
_ERRATUM = Paper("Correction to: Slow gears shape songs", ("Cleo Díaz", "Noor Hassan"), "10.5555/inv.0002")


@st.composite
def tables_of_contents(draw: st.DrawFn) -> Contents:
    """A mail with one to seven papers, adverts between them, headings above and a footer below."""
    shown, style = draw(papers()), draw(styles())
    pieces = ["<h1>Invented Letters</h1><p>Volume 12, Issue 3, March 2026</p>"]
    if draw(st.booleans()):
        pieces += [
            "<h2>Editorial</h2>",
            _shown(_EDITORIAL, replace(style, kind="Editorial"), 90),
            "<h2>Research Articles</h2>",
        ]
    for number, paper in enumerate(shown):
        pieces.append(_shown(paper, style, number))
        if draw(st.integers(0, 3)) == 0:
            pieces.append(draw(st.sampled_from(_ADVERTS)).replace("{n}", str(number)))
    if draw(st.booleans()):
        pieces.append(_shown(_ERRATUM, style, 91))
    pieces.append(draw(st.sampled_from(_FOOTERS)))
    return Contents(shown, f"<html><body>{''.join(pieces)}</body></html>", style.cut)
