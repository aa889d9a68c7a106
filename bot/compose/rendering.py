"""From a selection to issues: laid out by the templates, cut to what mail clients show, packed as mail."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import css_inline

from bot.compose.card import Card, Line
from bot.compose.card.text import shortened
from bot.compose.envelope import Bodies, encoded_size, envelope, message_id
from bot.compose.facts import IssueFacts
from bot.compose.fitting import Page, paginate
from bot.compose.selection import Selection
from bot.compose.templates import HTML, Templates
from bot.compose.view import Place, View, places, view
from bot.errors import ConfigError
from bot.models import Issue

CLIP = 100_000  # bytes of the HTML part as sent; Gmail hides what lies beyond 102 KB behind a link
SHORT = 3500  # characters; Telegram takes 4096

_INLINER = css_inline.CSSInliner(
    load_remote_stylesheets=False, keep_style_tags=False, keep_at_rules=True, minify_css=True
)


def render(selection: Selection, facts: IssueFacts, templates: Templates) -> tuple[Issue, ...]:
    """The issue of one slot, in one or more parts; one that says why when there is nothing to show.

    Pure: the same arguments give the same bytes. Raises ConfigError where a template cannot be used.
    """
    entries = places(selection)

    def weigh(page: Page) -> int:
        return encoded_size(html_of(view(selection, facts, entries, page), templates))

    return tuple(
        _issue(view(selection, facts, entries, page), _ids(selection, entries, page), facts, templates)
        for page in paginate(len(entries), weigh, CLIP)
    )


def html_of(view: View, templates: Templates) -> str:
    """The HTML of one part with its styles inlined; what is left in <style> is for dark mode and small screens."""
    html = _without_indentation(templates.html(issue=view))
    try:
        return _charset_first(_INLINER.inline(html))
    except css_inline.InlineError as error:
        raise ConfigError(f"{templates.path(HTML)}: its styles cannot be inlined: {error}.") from error


def text_of(view: View, templates: Templates) -> str:
    """The plain text of one part: no space at line ends, never two empty lines."""
    lines = "\n".join(line.rstrip() for line in templates.text(issue=view).splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip() + "\n"


def short_of(view: View) -> str:
    """The subject and a line for each paper, for channels that show no mail; what does not fit is counted."""
    papers = list(_papers(view))
    text = "\n".join([view.subject, *(view.nothing.sentences if view.nothing else ())])
    for position, paper in enumerate(papers):
        line = f"• {shortened(str(paper.title), 200)}{f' {paper.url}' if paper.url else ''}"
        if len(text) + len(line) > SHORT:
            return f"{text}\n… and {len(papers) - position} more"
        text += f"\n{line}"
    return text


def _papers(view: View) -> Iterator[Card | Line]:
    for section in view.sections:
        yield from section.cards
        yield from section.lines
    yield from view.rest


def _issue(view: View, paper_ids: tuple[int, ...], facts: IssueFacts, templates: Templates) -> Issue:
    bodies = Bodies(text=text_of(view, templates), html=html_of(view, templates))
    return Issue(
        digest=facts.digest,
        slot=facts.slot,
        part=view.part,
        message_id=message_id(facts, view.part),
        subject=view.subject,
        content=envelope(facts, view.subject, bodies, view.part, view.parts),
        html=bodies.html,
        text=bodies.text,
        composed_at=facts.composed_at,
        paper_ids=paper_ids,
        short=short_of(view),
    )


def _ids(selection: Selection, entries: Sequence[Place], page: Page) -> tuple[int, ...]:
    """The papers a part reports; those the digest only counts are reported by its last part."""
    reported = [place.judged for place in entries[page.start : page.end + page.beyond]]
    reported += selection.unlisted if page.is_last else ()
    return tuple(one.paper.id for one in reported if one.paper.id is not None)


def _charset_first(html: str) -> str:
    """The inliner puts what is left of <style> first in <head>; browsers look for the charset in 1024 bytes only."""
    return re.sub(r"<head>(<style>.*?</style>)(.*?)</head>", r"<head>\2\1</head>", html, count=1, flags=re.DOTALL)


def _without_indentation(html: str) -> str:
    """Half a kilobyte of a card would be the template's indentation; a template with <pre> keeps its own."""
    return html if "<pre" in html else re.sub(r"\n\s*", "\n", html)
