"""`explain`: why a stored paper was, or was not, selected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from bot.assembly import plans_of
from bot.cli.app import app, settings_of
from bot.cli.output import Json, moment, print_json, say, show_lines
from bot.cli.papers import verdict_record
from bot.cli.rounds import now
from bot.dedup import keys_of
from bot.errors import BotError
from bot.judge import words
from bot.models import Mention, Paper, Verdict
from bot.pipeline import DigestPlan
from bot.scholarly.identifiers import from_url, in_text
from bot.store import Store, open_store
from bot.trying.selecting import short_by

MOST_EXPLAINED = 10


@app.command(epilog='Example: papersieve explain "flow matching"')
def explain(
    context: typer.Context,
    paper: Annotated[str, typer.Argument(help="Number, DOI, arXiv id, URL or part of a title.")],
    as_json: Json = False,
) -> int:
    """Say why a stored paper was, or was not, selected: by each digest, with the rules as they are now.

    It is judged as of the moment at which its digest last decided of it, or as of now if none has.
    """
    settings = settings_of(context)
    plans = plans_of(settings, settings.digests)
    with open_store(settings.database) as store:
        found = store.find_papers(paper, _keys_meant(paper), limit=MOST_EXPLAINED + 1)
        if not found:
            raise BotError(f"No stored paper matches {paper!r}: try its arXiv id, its DOI or part of its title.")
        for one in found[:MOST_EXPLAINED]:
            if as_json:
                print_json(_record(one, plans, store, now()))
            else:
                show_lines(_in_words(one, plans, store, settings.zone, now()))
    if len(found) > MOST_EXPLAINED:
        say(f"More papers match {paper!r}; say more of the title.")
    return 0


def _keys_meant(query: str) -> set[tuple[str, str]]:
    """What may be meant as identifier or address."""
    identifiers = {scheme: value for scheme, value, _ in in_text(query)} | from_url(query)
    url = query if query.startswith(("http://", "https://")) else None
    meant = Mention(title=query, source="", identifiers=identifiers, url=url)
    return {key for key in keys_of(meant) if not key[0].startswith("title")}


def _record(paper: Paper, plans: Sequence[DigestPlan], store: Store, when: datetime) -> dict[str, object]:
    return {
        "id": paper.id,
        "title": paper.title,
        "identifiers": dict(paper.identifiers),
        "url": paper.url,
        "mentions": [{"source": mention.source, "alert": mention.alert} for mention in paper.mentions],
        "digests": [_judged_record(paper, plan, store, when) for plan in plans],
    }


def _judged_record(paper: Paper, plan: DigestPlan, store: Store, when: datetime) -> dict[str, object]:
    reported = store.reported_in(plan.name, paper.id or 0)
    judged_at = _judged_at(paper, plan, store, when)
    verdict = plan.verdict(paper, judged_at)
    return {
        "digest": plan.name,
        "reported": reported.slot if reported else None,
        "judged_at": judged_at,
        "min_score": plan.layout.min_score,
        **verdict_record(paper.id, verdict),
        "words": list(words(paper, verdict, min_score=plan.layout.min_score)),
    }


def _judged_at(paper: Paper, plan: DigestPlan, store: Store, when: datetime) -> datetime:
    """When the digest decided of the paper: with days, its age and what has expired would say something else."""
    decision = store.decision_for(plan.name, paper.id or 0)
    return when if decision is None or decision.decided_at is None else decision.decided_at


def _short(verdict: Verdict, plan: DigestPlan) -> str:
    """How much a near miss lacks; nothing of a paper that was excluded, whatever it scored."""
    short = short_by(verdict, plan.layout.min_score)
    return f", {short:g} short" if short > 0 and not (verdict.selected or verdict.excluded) else ""


def _in_words(paper: Paper, plans: Sequence[DigestPlan], store: Store, zone: ZoneInfo, when: datetime) -> Iterator[str]:
    yield f"{paper.title}  (paper {paper.id})"
    yield f"  {paper.url or 'no address known'}"
    for mention in paper.mentions:
        yield f"  mentioned by {mention.source}" + (f", “{mention.alert}”" if mention.alert else "")
    for plan in plans:
        verdict = plan.verdict(paper, _judged_at(paper, plan, store, when))
        fate = f"selected, {verdict.section}" if verdict.selected else "not selected"
        yield f"  {plan.name}: {fate}, score {verdict.score:g}{_short(verdict, plan)}"
        yield from (f"    {phrase}" for phrase in words(paper, verdict, min_score=plan.layout.min_score))
        if reported := store.reported_in(plan.name, paper.id or 0):
            yield f"    reported {moment(reported.composed_at, zone)} in issue {reported.slot}"
    yield ""
