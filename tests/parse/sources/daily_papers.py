"""Hugging Face digests and papers pages of invented papers, as mailed, copied, translated and wrapped."""

from __future__ import annotations

import json
import textwrap
from dataclasses import dataclass
from html import escape

from hypothesis import strategies as st

_TITLE_WORDS = [
    "Kelp:",
    "Grounding",
    "Agents",
    "with",
    "LoRA",
    "in",
    "3D",
    "&",
    "<Tidal>",
    "Worlds,",
    "GPT-4o",
    "What?",
    "Less",
    "is",
    "More!",
    "$k$",
    "语音",
    "(Part",
    "2)",
]
_SENTENCES = (
    "We study agents that live by the sea, and whose world changes twice a day.",
    "To this end, we introduce Kelp, a benchmark of 1,200 tidal tasks (see Fig. 1).",
    "Agents that plan for low water solve 41.3% more of them, at <5% of the cost.",
    "What do they forget?",
    "The middle -- of sentences, of documents, and of long days!",
    "Code is available at https://github.com/example/kelp.",
)


@dataclass(frozen=True)
class PagedPaper:
    """What the page or digest says of a paper."""

    paper_id: str
    title: str
    abstract: str
    votes: int | None


def _title(words: list[str]) -> str:
    return "Tides " + " ".join(words)


papers = st.builds(
    PagedPaper,
    paper_id=st.integers(0, 99999).map(lambda number: f"2607.{number:05}"),
    title=st.lists(st.sampled_from(_TITLE_WORDS), min_size=1, max_size=16).map(_title),
    abstract=st.lists(st.sampled_from(_SENTENCES), min_size=6, max_size=14).map(" ".join),
    votes=st.none() | st.integers(0, 1500),
)
paper_lists = st.lists(
    papers, min_size=1, max_size=8, unique_by=(lambda paper: paper.paper_id, lambda paper: paper.title)
)

QUERY = "?utm_source=digest-papers&utm_medium=email&utm_campaign=2026-07-06"
BY = ("by AK and the AI research community", "byAK and the research community", "by AK and the research community")
SIGN_OFF = ("To view more checkout today's Daily Paper page.", "Onwards and upwards,", "AK and the research community")


@dataclass(frozen=True)
class DigestStyle:
    """votes_inside: whether the votes are part of the link. votes: their form, as translations differ."""

    item: str = "<li>{}</li>"
    votes: str = " ({} <span>▲</span>)"
    votes_inside: bool = True
    before: str = "href='{}'"
    heading: str = BY[0]
    newline: str = "\n"


digest_styles = st.builds(
    DigestStyle,
    item=st.sampled_from(("<li>{}</li>", "<tr><td>{}</td></tr>", "<p>{}</p>", "<div><span>{}</span></div>", "{}<br>")),
    votes=st.sampled_from((" ({} <span>▲</span>)", " ({} ▲)", "（{}▲）", " ({}▲) ", "&nbsp;({}&nbsp;<b>&#9650;</b>)")),
    votes_inside=st.booleans(),
    before=st.sampled_from(("href='{}'", 'href="{}" target=_blank', 'style="color:#f60" href="{}"')),
    heading=st.sampled_from(BY),
    newline=st.sampled_from(("\n", "", "\n    ")),
)


def page_of(paper: PagedPaper) -> str:
    return f"https://huggingface.co/papers/{paper.paper_id}{QUERY}"


def digest(papers: list[PagedPaper], style: DigestStyle) -> str:
    """The digest mail."""
    items = style.newline.join(style.item.format(_linked(paper, style)) for paper in papers)
    submit = (
        f'<p>NEW - I can submit papers: <a href="https://huggingface.co/papers/submit{escape(QUERY)}">submit</a></p>'
    )
    page = f'<a href="https://huggingface.co/papers{escape(QUERY)}">Daily Paper page</a>'
    more = f"<p>To view more checkout today's {page}.</p>"
    head = f"<h1>Daily Papers</h1><p>{style.heading}</p><p>Here is the selection of papers for today (6 Jul):</p>"
    return f"<html><body>{head}<ul>{items}</ul>{submit}{more}<p>{SIGN_OFF[1]}<br>{SIGN_OFF[2]}</p></body></html>"


def _linked(paper: PagedPaper, style: DigestStyle) -> str:
    votes = "" if paper.votes is None else style.votes.format(paper.votes)
    inside, outside = (votes, "") if style.votes_inside else ("", votes)
    return f"<a {style.before.format(escape(page_of(paper)))}>{escape(paper.title)}{inside}</a>{outside}"


def digest_as_lines(papers: list[PagedPaper]) -> str:
    """In plain text: a title, and its address on the next line."""
    lines = [line for paper in papers for line in (_voted(paper), page_of(paper))]
    return "\n".join(("Daily Papers", BY[0], "", *lines, "", *SIGN_OFF)) + "\n"


def digest_as_bullets(papers: list[PagedPaper]) -> str:
    """Wrapped bullets, with the address in angle brackets."""
    wrapped = (textwrap.wrap(_voted(paper), 70, subsequent_indent="  ", initial_indent="* ") for paper in papers)
    items = [line for paper, lines in zip(papers, wrapped, strict=True) for line in (*lines, f"  <{page_of(paper)}>")]
    return "\n".join(
        ("Daily Papers", BY[0], "Here is the selection of papers for today (6 Jul):", "", *items, "", *SIGN_OFF)
    )


def digest_as_markdown(papers: list[PagedPaper]) -> str:
    return "# Papers\n\n" + "\n".join(f"- [{_voted(paper)} ]({page_of(paper)})" for paper in papers) + f"\n\n{BY[0]}\n"


def digest_with_references(papers: list[PagedPaper]) -> str:
    """Addresses numbered at the end, as text-mode mail programs do it."""
    items = "\n".join(f"* {_voted(paper)} [{number}]" for number, paper in enumerate(papers, 1))
    references = "\n".join(f"[{number}] {page_of(paper)}" for number, paper in enumerate(papers, 1))
    return f"Daily Papers\n{BY[0]}\n\n{items}\n\n{SIGN_OFF[0]}\n\n{references}\n"


def _voted(paper: PagedPaper) -> str:
    return paper.title if paper.votes is None else f"{paper.title} ({paper.votes} ▲)"


@dataclass(frozen=True)
class PageStyle:
    """preamble, around: what the page says before all papers, and before and after each."""

    preamble: tuple[str, ...] = ("new", "Get trending papers in your email inbox!", "Subscribe", BY[1], "Jun 19")
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    gap: str = "\n\n"
    width: int = 0
    title: str = "<h3>{}</h3>"
    paragraphs: bool = False


page_styles = st.builds(
    PageStyle,
    preamble=st.sampled_from(
        (
            ("new", "Get trending papers in your email inbox!", "Subscribe", BY[1], "Jun 19"),
            ("Daily Papers", BY[2], "Daily", "Weekly", "Monthly", "Trending Papers", "Mar 4, 2026"),
            ("Hugging Face", "new", "Get trending papers in your email inbox once a day!", BY[1], "Thursday, 5 Mar"),
        )
    ),
    before=st.sampled_from(((), ("Submitted by", "tideline42", "57"), ("Upvote", "173"), ("-",))),
    after=st.sampled_from(
        ((), ("·", "12 authors"), ("· Published on Oct 4, 2026", "Upvote 117", "GitHub 1.2k", "arXiv Page"))
    ),
    gap=st.sampled_from(("\n\n", "\n\n\n", "\n \n")),
    width=st.sampled_from((0, 66, 72, 78)),
    title=st.sampled_from(("<h3>{}</h3>", "<h2>{}</h2>", "<p><b>{}</b></p>", "<div style='font-weight:700'>{}</div>")),
    paragraphs=st.booleans(),
)
plain_page_styles = st.builds(
    PageStyle, gap=st.sampled_from(("\n", "\n\n")), title=st.sampled_from(("<p>{}</p>", "<div>{}</div>", "{}<br><br>"))
)


def page_as_text(papers: list[PagedPaper], style: PageStyle) -> str:
    """The page's text, blocks apart by blank lines, wrapped or not."""
    blocks = [*style.preamble]
    for paper in papers:
        blocks += [*style.before, paper.title, *_paragraphs(paper, style), *style.after]
    return style.gap.join(_wrapped(block, style.width) for block in blocks) + "\n"


def _paragraphs(paper: PagedPaper, style: PageStyle) -> list[str]:
    if not style.paragraphs:
        return [paper.abstract]
    head, end, tail = paper.abstract.partition("(see Fig. 1). ")
    return [head + end.rstrip(), tail] if tail and "." in tail else [paper.abstract]


def _wrapped(block: str, width: int) -> str:
    return "\n".join(textwrap.wrap(block, width, break_on_hyphens=False, break_long_words=False)) if width else block


def page_as_html(papers: list[PagedPaper], style: PageStyle) -> str:
    """The page without its links: headings and paragraphs."""
    head = "".join(f"<p>{escape(block)}</p>" for block in style.preamble)
    return f"<html><body>{head}{''.join(_article(paper, style) for paper in papers)}</body></html>"


def _article(paper: PagedPaper, style: PageStyle) -> str:
    before, after = (
        "".join(f"<div>{escape(block)}</div>" for block in blocks) for blocks in (style.before, style.after)
    )
    abstract = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in _paragraphs(paper, style))
    return f"<article>{before}{style.title.format(escape(paper.title))}{abstract}{after}</article>"


def page_with_links(papers: list[PagedPaper], style: PageStyle) -> str:
    """The page as it is today: picture, votes, title and abstract all link to something."""
    head = "".join(f"<p>{escape(block)}</p>" for block in style.preamble)
    return f"<html><body>{head}{''.join(_card(paper, style) for paper in papers)}</body></html>"


def _card(paper: PagedPaper, style: PageStyle) -> str:
    page = f"https://huggingface.co/papers/{paper.paper_id}"
    votes = (
        f'<a href="https://huggingface.co/login?next=%2Fpapers%2F{paper.paper_id}"><div>{paper.votes or "-"}</div></a>'
    )
    title = f'<h3><a href="{page}">{escape(paper.title)}</a></h3><a href="{page}"><p>{escape(paper.abstract)}</p></a>'
    after = "".join(f"<div>{escape(block)}</div>" for block in style.after)
    picture, comments = f'<a href="{page}"><img src="x.png"></a>', f'<a href="{page}#community">6</a>'
    return f"<article>{picture}{votes}{title}{after}{comments}</article>"


def page_with_data(papers: list[PagedPaper]) -> str:
    """The page with the data for its scripts."""
    entries = [
        {"paper": {"id": paper.paper_id, "title": paper.title, "summary": paper.abstract, "upvotes": paper.votes}}
        for paper in papers
    ]
    data = escape(json.dumps({"dailyPapers": entries}))
    return (
        f'<html><body><div class="SVELTE_HYDRATER" data-target="DailyPapers" data-props="{data}"></div></body></html>'
    )
