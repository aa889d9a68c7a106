"""Invented papers, to try templates on before a real digest needs them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.compose.facts import IssueFacts
from bot.compose.fitting import SHORT_ABSTRACT, Page
from bot.compose.rendering import html_of, text_of
from bot.compose.selection import Judged, Selection, select
from bot.compose.templates import Templates
from bot.compose.view import View, places, view
from bot.models import Funnel, Layout, Mention, Paper, Reason, Section, SourceActivity, Verdict

_NOW = datetime(2025, 5, 6, 7, 0, tzinfo=UTC)


def check_templates(templates: Templates) -> None:
    """Lay out sample digests: full, cut into parts, empty, and of papers of which next to nothing is known.

    Raises ConfigError naming file and line of the first template that cannot be used.
    """
    for sample in sample_views():
        html_of(sample, templates)
        text_of(sample, templates)


def sample_views() -> Iterator[View]:
    """One view for each kind of digest a template must be able to show."""
    facts = sample_facts()
    full, empty = sample_selection(), Selection()
    entries = places(full)
    count = len(entries)
    yield view(full, facts, entries, Page(0, count, cards=count))
    yield view(full, facts, entries, Page(0, 1, cards=1, abstract=SHORT_ABSTRACT, part=1, parts=2))
    yield view(full, facts, entries, Page(1, count, cards=1, abstract=0, part=2, parts=2, beyond=3))
    yield view(replace(full, rest_as="count"), replace(facts, next_issue_at=None), entries, Page(0, 1, cards=1))
    yield view(empty, replace(facts, funnel=Funnel()), (), Page(0, 0, cards=0))


def sample_facts() -> IssueFacts:
    """The facts of an ordinary issue."""
    sources = (
        SourceActivity("arxiv", mails=1, papers=180),
        SourceActivity("google_scholar", mails=3, papers=44, alerts=3),
        SourceActivity("huggingface", mails=1, papers=31, incomplete=1, change="its mail read in part, none before"),
        SourceActivity("pubmed", silent_days=6, usual_gap_days=1),
    )
    return IssueFacts(
        digest="reasoning",
        slot="2025-05-06T07:00/Europe/Berlin",
        composed_at=_NOW,
        timezone="Europe/Berlin",
        sender="papersieve <papersieve@example.org>",
        funnel=Funnel(mails=5, mentions=255, papers=207, new=6, sources=sources),
        rules_path="rules.yaml",
        run_id="sample",
        version="0",
        list_id_domain="example.org",
        instance_id="sample",
        next_issue_at=_NOW + timedelta(days=1),
    )


def sample_selection() -> Selection:
    """Six judged papers, one of each fate."""
    layout = Layout((Section("Must read", min_score=15), Section("Worth a look", limit=1)), min_score=5)
    return select(_judged(), layout)


def _judged() -> tuple[Judged, ...]:
    selected = Verdict(selected=True, score=6, section="Worth a look")
    return (
        Judged(_FULL, _FULL_VERDICT, ('core: title "flow matching" +10', "popular: 57 ▲ +5")),
        Judged(Paper("A paper of which only the title is known"), selected),
        Judged(Paper("بنية جديدة لفهم اللغة", authors=("ليلى حداد",)), selected, ("languages: +6",)),
        Judged(Paper("拡散モデルの高速化", authors=("山田太郎", "A. Smith")), selected, ("languages: +6",)),
        Judged(Paper("Almost chosen"), Verdict(selected=False, score=4), ("scored 4, below 5",)),
        Judged(
            Paper("A survey of surveys"),
            Verdict(selected=False, score=12, excluded="soft", stopped_by="no-surveys"),
            ('excluded by no-surveys (title "survey"); would have scored 12',),
        ),
    )


_FULL = Paper(
    title="Flow matching for $\\alpha$-divergences",
    id=1,
    authors=("Ada Author", "Ben Builder", "Cleo Coder", "Dan Dreamer", "Eve Editor", "Finn Finder"),
    abstract="We study flow matching. It is simple, e.g. in one dimension. Nothing else is said. The rest is silence.",
    identifiers={"arxiv": "2505.00001", "doi": "10.1000/sample"},
    url="https://arxiv.org/abs/2505.00001",
    links={"pdf": "https://arxiv.org/pdf/2505.00001", "code": "https://example.org/code"},
    venue="Journal of Samples",
    published="2025-05-05",
    categories=("cs.LG", "stat.ML"),
    upvotes=57,
    truncated=frozenset({"authors"}),
    mentions=(
        Mention("Flow matching", "arxiv", kind="cross-list"),
        Mention("Flow matching", "google_scholar", alert="flow matching"),
        Mention("Flow matching", "huggingface", upvotes=57),
    ),
    first_seen=_NOW - timedelta(days=3),
)
_FULL_VERDICT = Verdict(
    selected=True,
    score=15,
    section="Must read",
    pinned=True,
    tags=("popular",),
    reasons=(
        Reason("core", "title", "Flow matching", (0, 13), 10),
        Reason("core", "abstract", "flow matching", (9, 22), 4),
        Reason("people", "author", "Dan Dreamer", effect="pin"),
    ),
)
