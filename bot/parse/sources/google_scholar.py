"""Google Scholar alerts: new articles, new citations, related research and saved searches, in any language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bot.models import Mail
from bot.parse.html import Block, blocks_of, parse_html, text_of
from bot.parse.sources.extraction import Extraction
from bot.parse.sources.scholar_item import FURNITURE, LABEL, NAME, Entry, mention_of, without_labels
from bot.parse.sources.scholar_text import count_text_entries, read_text_entries
from bot.parse.sources.senders import bears, bodies_of, is_from
from bot.parse.sources.subjects import as_first_sent

__all__ = ["NAME", "SENDERS", "extract", "matches"]

SENDERS = ("scholaralerts-noreply@google.com", "scholarcitations-noreply@google.com", "scholar*-noreply@google.com")

# Clients that forward inline put something of their own before the class ("x_gse_alrt_title").
_TITLE = 'a[class*="gse_alrt_title"]'
_SNIPPET = '[class*="gse_alrt_sni"]'
_BYLINE = '[style*="006621"], [color*="006621"], [style*="rgb(0,102,33)"], [style*="rgb(0, 102, 33)"]'

_REDIRECTOR = re.compile(r"scholar(?:_|-5f|%5f)url\b(?!.{1,80}cleardot)", re.I)
_SCHOLAR_LINK = re.compile(r"scholar(?:_|-5f|%5f)(?:url|alerts|share)|scholar\.google\.", re.I)
_ALERT_LINK = re.compile(r"\boi(?:=|%3d|-3d)scholaralrt\b", re.I)
_CLASS_VALUE = re.compile(r"class\s*=\s*[\"']?[^\"'<>=]*gse_alrt_title")
_TITLE_LINK = re.compile(rf"<a\b[^<>]*?{_REDIRECTOR.pattern}[^<>]*>\s*(?:<[^<>/]*>\s*)*(?=[^<\s])(?!\[\w+\]\s*<)", re.I)
_FURNITURE = re.compile(rf"[•*]|{FURNITURE}")
_SHORTEST_TITLE = 4  # bytes: two Chinese characters can be one
_OTHER_LABEL = re.compile(r"\[\w+\]")
_COUNTER = re.compile(r"^(?:\d+\s+(?=new\b)|(?:google )?scholar alerts?\s*[-:]\s*)", re.I)


def matches(mail: Mail) -> bool:
    """Whatever Scholar itself sends that speaks of Scholar, and any mail that holds entries of an alert."""
    if is_from(mail, SENDERS):
        return bears(mail, _SCHOLAR_LINK)
    return any(map(_is_alert, bodies_of(mail)))


def _is_alert(body: str) -> bool:
    if "gse_alrt_title" not in body and "scholaralrt" not in body:
        return False
    marked = _CLASS_VALUE.search(body) or _ALERT_LINK.search(body)
    return marked is not None and _REDIRECTOR.search(body) is not None


def extract(mail: Mail) -> Extraction:
    """Entries of the HTML part or, where that has none, of the text part; the AMP part repeats them and is not read."""
    entries = _html_entries(mail.html) if mail.html else []
    detected = _count_html_entries(mail.html) if mail.html else 0
    if not entries and mail.text:
        entries, detected = read_text_entries(mail.text), max(detected, count_text_entries(mail.text))
    alert = alert_of(mail.subject)
    mentions = tuple(mention_of(entry, alert, mail.sender.email or None) for entry in entries)
    return Extraction(mentions, max(detected, len(mentions)))


def alert_of(subject: str) -> str | None:
    """The subscription's name as Scholar words it, without what a forward adds and without the count of the day."""
    return _COUNTER.sub("", as_first_sent(subject)).strip() or None


def _count_html_entries(html: str) -> int:
    """Titles by their class, or where a client removed the classes, by the links that only titles have."""
    return len(_CLASS_VALUE.findall(html)) or len(_TITLE_LINK.findall(html))


def _html_entries(html: str) -> list[Entry]:
    tree = parse_html(html)
    if tree.css_first(_TITLE) and tree.css_first(f"{_SNIPPET}, {_BYLINE}"):
        return _marked_entries(tree)
    return _unmarked_entries(blocks_of(tree))


# ── as Scholar sends it ───────────────────────────────────────────────────────────────────────────────


def _marked_entries(tree: LexborHTMLParser) -> list[Entry]:
    """By class and colour: each title with the byline and snippet that follow it."""
    for line_break in tree.css("br"):
        line_break.replace_with(" ")
    found = tree.css(f"{_TITLE}, h3, {_SNIPPET}, {_BYLINE}")
    nodes = [node for node in found if node.tag != "h3" or _is_without_page(node)]
    starts = [number for number, node in enumerate(nodes) if _is_title(node) or node.tag == "h3"]
    ends = [*starts[1:], len(nodes)]
    entries = (_marked_entry(nodes[start:end]) for start, end in zip(starts, ends, strict=True))
    return [entry for entry in entries if entry.title]


def _is_title(node: LexborNode) -> bool:
    return node.tag == "a" and "gse_alrt_title" in (node.attributes.get("class") or "")


def _is_without_page(heading: LexborNode) -> bool:
    """Whether it is of a citation that Scholar has no page for: labelled, and nothing to click on."""
    return heading.css_first("a") is None and LABEL.match(text_of(heading)) is not None


def _is_snippet(node: LexborNode) -> bool:
    return "gse_alrt_sni" in (node.attributes.get("class") or "")


def _marked_entry(nodes: Sequence[LexborNode]) -> Entry:
    title, *rest = nodes
    heading = title if title.tag == "h3" else _heading_of(title)
    byline = next((text for node in rest if not _is_snippet(node) and (text := text_of(node))), None)
    return Entry(
        title=without_labels(text_of(title)) if title is heading else text_of(title),
        url=title.attributes.get("href") or "",
        label=text_of(heading),
        byline=_next_text(heading) if byline is None else byline,
        snippet=next((text_of(node) for node in rest if _is_snippet(node)), ""),
    )


def _heading_of(title: LexborNode) -> LexborNode:
    """The `<h3>` around the title, or where a client removed it, the outermost element that holds no more than it."""
    heading, words = title, text_of(title)
    for _ in range(4):
        parent = heading.parent
        if parent is None or without_labels(text_of(parent)) != words:
            break
        heading = parent
        if heading.tag in ("h1", "h2", "h3", "h4"):
            break
    return heading


def _next_text(heading: LexborNode) -> str:
    """The byline in a template that colours it differently: the element after the heading, unless it is the snippet."""
    following = heading.next
    while following is not None and not text_of(following):
        following = following.next
    return "" if following is None or _is_snippet(following) or following.css_first(_TITLE) else text_of(following)


# ── without classes: templates before 2018, and forwards that rewrite the markup ──────────────────────


def _unmarked_entries(blocks: Sequence[Block]) -> list[Entry]:
    """By the redirecting links that only titles have; what follows up to the next title is byline and snippet."""
    titles = [found for number, block in enumerate(blocks) if (found := _title_in(block, number))]
    if not titles:
        return []
    ends = [*(number for number, _, _ in titles[1:]), len(blocks)]
    return [
        _unmarked_entry(title, url, blocks[number:end]) for (number, title, url), end in zip(titles, ends, strict=True)
    ]


def _title_in(block: Block, number: int) -> tuple[int, str, str] | None:
    for link in block.links:
        text = without_labels(block.text[link.start : link.end].strip())
        is_title = len(text.encode()) >= _SHORTEST_TITLE and not _OTHER_LABEL.fullmatch(text)
        if is_title and (_REDIRECTOR.search(link.url) or "view_citation" in link.url):
            return number, text, link.url
    return None


def _unmarked_entry(title: str, url: str, blocks: Sequence[Block]) -> Entry:
    lines = [text for text in _lines_after(title, blocks) if text]
    return Entry(title, url, blocks[0].text, lines[0] if lines else "", " ".join(lines[1:]))


def _lines_after(title: str, blocks: Sequence[Block]) -> Iterator[str]:
    """Byline and snippet, up to the first block that is neither: cited titles, buttons, the alert's own links.

    Names in a byline may link to profiles, so the block behind the title is judged by its words alone.
    """
    yield blocks[0].text.partition(title)[2].strip()
    byline, rest = blocks[1:2], blocks[2:]
    if byline and _is_no_furniture(byline[0]):
        yield byline[0].text
        yield from (block.text for block in takewhile(_is_content, rest))


def _is_no_furniture(block: Block) -> bool:
    return _FURNITURE.match(block.text) is None


def _is_content(block: Block) -> bool:
    return _is_no_furniture(block) and not any(_SCHOLAR_LINK.search(link.url) for link in block.links)
