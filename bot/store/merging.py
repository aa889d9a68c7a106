"""Two papers that turn out to be one: everything that is known of either is known of the one that stays."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, Table, delete, func, literal, or_, select, update

from bot.store.statements import inserting
from bot.store.tables import decision, issue_paper, mention, paper, paper_key


def merge(connection: Connection, survivor: int, absorbed: Collection[int]) -> None:
    """Merge papers into one, all of them live; afterwards their numbers lead to it."""
    for each in sorted(absorbed):
        _absorb(connection, survivor, each)


def _absorb(connection: Connection, survivor: int, absorbed: int) -> None:
    connection.execute(update(mention).where(mention.c.paper_id == absorbed).values(paper_id=survivor))
    _move_keys(connection, survivor, absorbed)
    # Where both were reported nothing can be undone: the second report stays with the paper that is no more.
    _move_unless_there(connection, issue_paper, survivor, absorbed)
    _move_unless_there(connection, decision, survivor, absorbed)
    connection.execute(delete(decision).where(decision.c.paper_id == absorbed))
    _lead_to(connection, survivor, absorbed)


def _move_keys(connection: Connection, survivor: int, absorbed: int) -> None:
    moved = select(paper_key.c.kind, paper_key.c.value, literal(survivor)).where(paper_key.c.paper_id == absorbed)
    columns = [paper_key.c.kind, paper_key.c.value, paper_key.c.paper_id]
    connection.execute(inserting(connection, paper_key).from_select(columns, moved).on_conflict_do_nothing())
    connection.execute(delete(paper_key).where(paper_key.c.paper_id == absorbed))


def _move_unless_there(connection: Connection, table: Table, survivor: int, absorbed: int) -> None:
    """Move what profiles hold of a paper to the other, except where they hold the same of that one."""
    there = select(table.c.profile_id).where(table.c.paper_id == survivor)
    moved = update(table).where(table.c.paper_id == absorbed, table.c.profile_id.not_in(there))
    connection.execute(moved.values(paper_id=survivor))


def _lead_to(connection: Connection, survivor: int, absorbed: int) -> None:
    first_seen = select(func.min(paper.c.first_seen)).where(paper.c.id.in_([survivor, absorbed])).scalar_subquery()
    connection.execute(update(paper).where(paper.c.id == survivor).values(first_seen=first_seen))
    led = or_(paper.c.id == absorbed, paper.c.merged_into == absorbed)
    connection.execute(update(paper).where(led).values(merged_into=survivor))


# ── one paper that was reported in place of another ───────────────────────────────────────────────────


def hand_over_reports(connection: Connection, paper_id: int, successor: int) -> bool:
    if connection.execute(select(mention.c.id).where(mention.c.paper_id == paper_id).limit(1)).first():
        return False
    _move_unless_there(connection, issue_paper, successor, paper_id)
    _move_unless_there(connection, decision, successor, paper_id)
    return True


def share_reports(connection: Connection, paper_id: int, other: int) -> None:
    there = select(issue_paper.c.profile_id).where(issue_paper.c.paper_id == other)
    taken = issue_paper.alias()
    after_all = select(func.max(taken.c.position) + 1).where(taken.c.issue_id == issue_paper.c.issue_id)
    columns = [issue_paper.c.profile_id, issue_paper.c.issue_id]
    shared = select(*columns, literal(other), after_all.scalar_subquery()).where(
        issue_paper.c.paper_id == paper_id, issue_paper.c.profile_id.not_in(there)
    )
    into = [*columns, issue_paper.c.paper_id, issue_paper.c.position]
    connection.execute(issue_paper.insert().from_select(into, shared))
