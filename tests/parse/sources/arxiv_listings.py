"""arXiv listings of invented papers, laid out in all the ways in which they arrive."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from html import escape

from hypothesis import strategies as st

from bot.models import MentionKind

RULE = "-" * 78
SECTION_RULES = {"cross-list": "%-" * 39, "replaced": ("%%--" * 20)[:78]}
END_RULE = "%%%---" * 13

_TITLE_WORDS = [
    "Optimal",
    "$k$-means",
    "Trees:",
    "Graphs",
    "Fields",
    "Results",
    "Graph-based",
    "(Re)learning",
    "R&D",
    "<3",
    "C++",
    "$\\alpha$-mixing",
]
_ABSTRACT_WORDS = [
    "we",
    "find",
    "that",
    "Results:",
    "Title:",
    "Date:",
    "DOI:",
    "Comments:",
    "a<b",
    ">",
    "x",
    "--",
    "$x_1$",
    "5%",
    "(243kb)",
    "arXiv:2401.00001",
    "well",
]
_NAMES = ("Ada Fenn", "Oda Kjellgren", "J. F. Okafor", "Ilse van der Meer", "Ngoc Tran", "Bo Lind", "Hai (Helen) Li")
_CATEGORIES = ("cs.LG", "stat.ML", "math.OC", "q-fin.TR", "astro-ph.CO", "hep-th", "cond-mat.stat-mech")

words = st.lists(st.sampled_from(_TITLE_WORDS), min_size=1, max_size=25).map(" ".join)
paragraphs = st.lists(st.sampled_from(_ABSTRACT_WORDS), min_size=1, max_size=60).map(" ".join)


@dataclass(frozen=True)
class ListedPaper:
    """What an item says; `abstract` in paragraphs, empty for replaced ones."""

    arxiv_id: str
    title: str
    authors: tuple[str, ...]
    categories: tuple[str, ...]
    kind: MentionKind
    abstract: tuple[str, ...]
    doi: str | None
    journal: str | None
    comments: str | None


def _without_abstract(paper: ListedPaper) -> ListedPaper:
    return paper if paper.kind != "replaced" else ListedPaper(**{**paper.__dict__, "abstract": ()})


papers = st.builds(
    ListedPaper,
    arxiv_id=st.integers(0, 99999).map(lambda number: f"2605.{number:05}"),
    title=words,
    authors=st.lists(st.sampled_from(_NAMES), min_size=1, max_size=7, unique=True).map(tuple),
    categories=st.lists(st.sampled_from(_CATEGORIES), min_size=1, max_size=4, unique=True).map(tuple),
    kind=st.sampled_from(("new", "cross-list", "replaced")),
    abstract=st.lists(paragraphs, min_size=1, max_size=3).map(tuple),
    doi=st.sampled_from((None, "10.5555/tss.2026.00077")),
    journal=st.sampled_from((None, "J. Invented Things 9 (2026), 101-133")),
    comments=st.sampled_from(
        (None, "14 pages, 6 figures; accepted at a workshop: the third one on listings, held in May")
    ),
).map(_without_abstract)

paper_lists = st.lists(papers, min_size=1, max_size=6, unique_by=lambda paper: paper.arxiv_id).map(
    lambda chosen: sorted(chosen, key=lambda paper: ("new", "cross-list", "replaced").index(paper.kind))
)


@dataclass(frozen=True)
class Layout:
    """width: of the lines. indent: of continuation lines and paragraphs. footer: how the last line of an item looks."""

    width: int = 79
    indent: str = "  "
    delimiter: str = "\\\\"
    footer: str = "( https://arxiv.org/abs/{id} ,  223kb)"
    size: str = "(223kb,D)"
    rules: bool = True
    version: str = ""
    join: str = ", "


layouts = st.builds(
    Layout,
    width=st.integers(60, 80),
    indent=st.sampled_from(("  ", " ")),
    delimiter=st.sampled_from(("\\\\", "\\")),
    footer=st.sampled_from(
        (
            "( https://arxiv.org/abs/{id} ,  223kb)",
            "( https://arxiv.org/abs/{id} , 223kb)",
            "(https://arxiv.org/abs/{id}, 223kb)",
            "( http://arXiv.org/abs/{id} ,\n 223kb)",
            "(\nhttps://arxiv.org/abs/{id}\n<https://arxiv.org/abs/{id}> , 223kb)",
        )
    ),
    size=st.sampled_from(("(223kb,D)", "(3kb)", "(32463kb,AD)", "")),
    rules=st.booleans(),
    version=st.sampled_from(("", "", "v1", "v12")),
    join=st.sampled_from((", ", " and ", "; ", " (1), ", " (Univ. of X, Y), ")),
)


def listing(papers: list[ListedPaper], layout: Layout) -> list[str]:
    """The lines of a listing that holds the papers in this order."""
    lines = [RULE, RULE, "Send any comments regarding submissions directly to submitter.", RULE]
    lines += ["Archives at http://arxiv.org/", " Submissions to:", "Machine Learning", RULE, RULE]
    section = "new"
    for paper in papers:
        if layout.rules and paper.kind != section:
            lines.append(SECTION_RULES[paper.kind])
        section = paper.kind
        lines += [*_item(paper, layout), RULE]
    return [*lines, END_RULE, "For subscribe options to combined archives, e-mail To: cs@arXiv.org"]


def _item(paper: ListedPaper, layout: Layout) -> list[str]:
    mark = " (*cross-listing*)" if paper.kind == "cross-list" else ""
    lines = [layout.delimiter, f"arXiv:{paper.arxiv_id}{layout.version}{mark}"]
    dated = "replaced with revised version" if paper.kind == "replaced" else "Date:"
    lines += [f"{dated} Mon, 18 May 2026 18:22:10 GMT   {layout.size}".rstrip(), ""]
    fields = {
        "Title": paper.title,
        "Authors": _authors(paper, layout),
        "Categories": " ".join(paper.categories),
        "Comments": paper.comments,
        "Journal-ref": paper.journal,
        "DOI": paper.doi,
    }
    for name, value in fields.items():
        if value:
            lines += _wrapped(f"{name}: {value}", layout.width, after=layout.indent)
    if paper.abstract:
        lines.append(layout.delimiter)
        for paragraph in paper.abstract:
            lines += _wrapped(layout.indent + paragraph, layout.width)
    return [*lines, *f"{layout.delimiter} {layout.footer.format(id=paper.arxiv_id)}".split("\n")]


def _authors(paper: ListedPaper, layout: Layout) -> str:
    *others, last = paper.authors
    return (
        f"{layout.join.join(others)} and {last}" if others and layout.join == ", " else layout.join.join(paper.authors)
    )


def _wrapped(text: str, width: int, after: str = "") -> list[str]:
    return textwrap.wrap(text, width, subsequent_indent=after, break_long_words=False, break_on_hyphens=False)


def as_text(lines: list[str]) -> str:
    return "\n".join(lines) + "\n"


def as_quoted(lines: list[str]) -> str:
    return "My words.\n\n" + "\n".join(f"> {line}".rstrip() for line in lines) + "\n\n-- \nMe\n"


def as_rewrapped(lines: list[str]) -> str:
    """Wrapped once more, narrower, by a program that knows nothing of listings."""
    return "\n".join("\n".join(_wrapped(line, 56) or [""]) if len(line) > 56 else line for line in lines) + "\n"


def as_flowed(lines: list[str]) -> str:
    """Lines that begin with a space, ">" or "From" have a space before them (RFC 3676)."""
    return "".join(f" {line}\n" if line.startswith((" ", ">", "From ")) else f"{line}\n" for line in lines)


def as_double_spaced(lines: list[str]) -> str:
    return "\n\n".join(lines) + "\n"


def as_trimmed(lines: list[str]) -> str:
    return "\n".join(line.strip() for line in lines) + "\n"


def as_preformatted(lines: list[str]) -> str:
    return f"<html><body><p>Hi</p><pre>{escape(as_text(lines))}</pre></body></html>"


def as_web_mail(lines: list[str]) -> str:
    """Leading spaces as no-break spaces, a line break for each line."""
    spaced = (escape(line).replace("  ", "&nbsp; ") if not line.startswith(" ") else _margin(line) for line in lines)
    return f"<html><body><div dir=ltr>{'<br>'.join(spaced)}</div></body></html>"


def as_one_block_a_line(lines: list[str]) -> str:
    blocks = (f"<div>{_margin(line) or '<br>'}</div>" for line in lines)
    return f"<html><body>{''.join(blocks)}</body></html>"


def _margin(line: str) -> str:
    text = line.lstrip()
    return "&nbsp;" * (len(line) - len(text)) + escape(text)
