"""Issues as facts: what was composed for which slot, what it reported, and what was decided of every paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select, update

from bot.models import Issue, Paper
from bot.store import papers
from bot.store.profiles import profile_id
from bot.store.statements import add, add_or_replace, in_pieces, inserting
from bot.store.tables import decision, delivery, issue, issue_paper, profile, slot
from bot.store.values import Candidates, Decision, Reported

# ── freezing ──────────────────────────────────────────────────────────────────────────────────────────


def freeze(
    connection: Connection,
    candidates: Candidates,
    parts: Sequence[Issue],
    decisions: Sequence[Decision],
    deliveries_to: Sequence[tuple[str, str]],
    now: datetime,
) -> bool:
    its_profile = profile_id(connection, candidates.profile, now)
    live = _live_papers(connection, parts)
    if _any_reported(connection, its_profile, set(live.values())):
        return False
    slot_id = _take_slot(connection, its_profile, parts[0].slot, now)
    if slot_id is None:
        return False
    issue_ids = _insert_parts(connection, its_profile, slot_id, parts)
    add(connection, issue_paper, _paper_rows(its_profile, issue_ids, parts, live))
    add(connection, delivery, _delivery_rows(issue_ids, deliveries_to, now))
    _consider(connection, its_profile, candidates, decisions, now)
    return True


def pass_over(
    connection: Connection, candidates: Candidates, key: str, decisions: Sequence[Decision], now: datetime
) -> bool:
    its_profile = profile_id(connection, candidates.profile, now)
    if _take_slot(connection, its_profile, key, now) is None:
        return False
    _consider(connection, its_profile, candidates, decisions, now)
    return True


def _live_papers(connection: Connection, parts: Sequence[Issue]) -> dict[int, int]:
    """The papers of an issue → what they are by now: a mail may have shown meanwhile that two are one."""
    return papers.live_ids(connection, [paper_id for part in parts for paper_id in part.paper_ids])


def _any_reported(connection: Connection, its_profile: int, ids: set[int]) -> bool:
    query = select(issue_paper.c.paper_id).where(issue_paper.c.profile_id == its_profile).limit(1)
    return any(connection.execute(query.where(issue_paper.c.paper_id.in_(piece))).first() for piece in in_pieces(ids))


def _take_slot(connection: Connection, its_profile: int, key: str, now: datetime) -> int | None:
    """The number of a new slot, None if it is taken."""
    statement = inserting(connection, slot).values(profile_id=its_profile, key=key, composed_at=now)
    return connection.execute(statement.on_conflict_do_nothing().returning(slot.c.id)).scalar()


def _insert_parts(connection: Connection, its_profile: int, slot_id: int, parts: Sequence[Issue]) -> list[int]:
    rows = [_issue_row(part) | {"profile_id": its_profile, "slot_id": slot_id} for part in parts]
    return list(connection.scalars(issue.insert().returning(issue.c.id, sort_by_parameter_order=True), rows))


def _issue_row(part: Issue) -> dict[str, Any]:
    return {
        "part": part.part,
        "message_id": part.message_id,
        "subject": part.subject,
        "content": part.content,
        "html": part.html,
        "text": part.text,
        "short": part.short,
        "composed_at": part.composed_at,
    }


def _paper_rows(
    its_profile: int, issue_ids: Sequence[int], parts: Sequence[Issue], live: dict[int, int]
) -> list[dict[str, Any]]:
    """A row for each paper, where it stands first."""
    rows: dict[int, dict[str, Any]] = {}
    for issue_id, part in zip(issue_ids, parts, strict=True):
        for position, paper_id in enumerate(part.paper_ids):
            row = {"profile_id": its_profile, "issue_id": issue_id, "position": position, "paper_id": live[paper_id]}
            rows.setdefault(live[paper_id], row)
    return list(rows.values())


def _delivery_rows(
    issue_ids: Sequence[int], deliveries_to: Sequence[tuple[str, str]], now: datetime
) -> list[dict[str, Any]]:
    to_do = {"state": "queued", "attempts": 0, "queued_at": now, "next_at": now}
    return [
        to_do | {"issue_id": issue_id, "channel": channel, "recipient": recipient}
        for channel, recipient in dict.fromkeys(deliveries_to)
        for issue_id in issue_ids
    ]


def _consider(
    connection: Connection, its_profile: int, candidates: Candidates, decisions: Sequence[Decision], now: datetime
) -> None:
    """Remember what was decided, and that the candidates need not be considered again."""
    _remember(connection, its_profile, candidates.rules_hash, decisions, now)
    further = (profile.c.id == its_profile, profile.c.considered_until < candidates.until)
    connection.execute(update(profile).where(*further).values(considered_until=candidates.until))


def _remember(
    connection: Connection, its_profile: int, rules_hash: str, decisions: Sequence[Decision], now: datetime
) -> None:
    live = papers.live_ids(connection, [each.paper_id for each in decisions])
    decided = {"profile_id": its_profile, "rules_hash": rules_hash, "decided_at": now}
    rows = [
        decided | {"paper_id": live[each.paper_id], "verdict": each.verdict, "rule": each.rule}
        for each in decisions
        if each.paper_id in live
    ]
    add_or_replace(connection, decision, rows)


# ── looking up ────────────────────────────────────────────────────────────────────────────────────────


def is_composed(connection: Connection, profile_name: str, key: str) -> bool:
    query = select(slot.c.id).join(profile).where(profile.c.name == profile_name, slot.c.key == key)
    return connection.execute(query).first() is not None


def last_issue_at(connection: Connection, profile_name: str) -> datetime | None:
    query = select(func.max(issue.c.composed_at)).join(profile, issue.c.profile_id == profile.c.id)
    last: datetime | None = connection.scalar(query.where(profile.c.name == profile_name))
    return last


def reported_in(connection: Connection, profile_name: str, paper_id: int) -> Reported | None:
    live = papers.live_ids(connection, [paper_id])
    query = _REPORTED.where(profile.c.name == profile_name, issue_paper.c.paper_id == live.get(paper_id))
    row = connection.execute(query).first()
    return None if row is None else _reported(row)


def reported_papers(
    connection: Connection, profile_name: str | None, since: datetime | None
) -> list[tuple[Reported, Paper]]:
    query = _REPORTED.order_by(issue.c.composed_at.desc(), issue.c.id, issue_paper.c.position)
    if profile_name is not None:
        query = query.where(profile.c.name == profile_name)
    if since is not None:
        query = query.where(issue.c.composed_at >= since)
    rows = connection.execute(query).all()
    found = {each.id: each for each in papers.load(connection, {row.paper_id for row in rows}, with_mentions=True)}
    return [(_reported(row), found[row.paper_id]) for row in rows]


_REPORTED = (
    select(profile.c.name, slot.c.key, issue.c.part, issue.c.composed_at, issue_paper.c.paper_id)
    .select_from(issue_paper)
    .join(issue, issue_paper.c.issue_id == issue.c.id)
    .join(slot, issue.c.slot_id == slot.c.id)
    .join(profile, issue_paper.c.profile_id == profile.c.id)
)


def _reported(row: Any) -> Reported:
    return Reported(row.name, row.key, row.part, row.composed_at)


def decision_for(connection: Connection, profile_name: str, paper_id: int) -> Decision | None:
    live = papers.live_ids(connection, [paper_id])
    query = select(decision).join(profile, decision.c.profile_id == profile.c.id)
    row = connection.execute(
        query.where(profile.c.name == profile_name, decision.c.paper_id == live.get(paper_id))
    ).first()
    if row is None:
        return None
    return Decision(row.paper_id, row.verdict, row.rule, row.rules_hash, row.decided_at)


def issue_of(connection: Connection, issue_id: int) -> Issue:
    """A part of an issue as it was frozen."""
    query = select(issue, slot.c.key, profile.c.name).join(slot, issue.c.slot_id == slot.c.id)
    query = query.join(profile, issue.c.profile_id == profile.c.id).where(issue.c.id == issue_id)
    row = connection.execute(query).one()
    ids = select(issue_paper.c.paper_id).where(issue_paper.c.issue_id == issue_id).order_by(issue_paper.c.position)
    return Issue(
        digest=row.name,
        slot=row.key,
        part=row.part,
        message_id=row.message_id,
        subject=row.subject,
        content=row.content,
        html=row.html,
        text=row.text,
        composed_at=row.composed_at,
        paper_ids=tuple(connection.scalars(ids)),
        short=row.short,
    )
