"""A small world in which the program lives, dies at a chosen point, and is started again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event

from bot.compose import Templates
from bot.demo.mails import arxiv, google_scholar, hugging_face, plain
from bot.judge import compile_rules
from bot.models import Batch, Cursor, Delivery, RawMail, Receipt
from bot.pipeline import DigestPlan, collect, deliver, digest
from bot.rules import load_rules
from bot.store import Store
from bot.store.connections import Connections
from bot.store.engine import engine_for

NOW = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
PATIENCE = timedelta(seconds=5)

# What has arrived when the first issue is due, and what more when the second is; papers come again in both.
MAILS = (
    (
        hugging_face(NOW, ["grpo", "moe"]).content,
        arxiv(NOW, "cs.LG", ["grpo", "flow"], [], []).content,
        plain(NOW, "Aunt Rosa <rosa@family.example>", "Lunch?", "Bring your appetite.").content,
    ),
    (
        google_scholar(NOW, "flow matching - new results", ["flow", "lora"]).content,
        hugging_face(NOW, ["grpo", "lora"]).content,
    ),
)
ARRIVED = sum(len(mails) for mails in MAILS)

_owners = count()


class Crash(BaseException):
    """The process is gone."""


@dataclass
class Fuse:
    """Counts the points at which a process may die, and lets it die at one of them, by number or by name."""

    blows_at: int | str | None = None
    passed: int = 0

    def point(self, name: str) -> None:
        self.passed += 1
        if self.blows_at in {self.passed, name}:
            raise Crash


class FusedConnections(Connections):
    """Real transactions that may end right before the commit: after one commit is before the next."""

    def __init__(self, engine: Engine, fuse: Fuse):
        super().__init__(engine)
        self._fuse = fuse

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        with super().writing() as connection:
            yield connection
            self._fuse.point("commit")


def quick_engine(path: Path) -> Engine:
    """The store's engine for a file. It may serve one life after the other: all it keeps is how statements read."""
    engine = engine_for(f"sqlite:///{path}", PATIENCE)
    event.listen(engine, "connect", _write_without_waiting_for_the_disk)
    return engine


def _write_without_waiting_for_the_disk(connection: Any, _record: object) -> None:
    """It is the process that dies here, not the machine."""
    connection.execute("PRAGMA synchronous = OFF")


@dataclass(frozen=True)
class Received:
    """What a reader has got."""

    digest: str
    slot: str
    recipient: str
    content: bytes


@dataclass(frozen=True)
class Outcome:
    """mails: the UIDs dealt with. reported: (digest, slot, title) of every paper. deliveries: state → how many."""

    mails: set[int]
    reported: list[tuple[str, str, str]]
    deliveries: dict[str, int]


@dataclass
class World:
    """What outlives the process: the database, and what readers have got. `plans`: the digests that are composed."""

    engine: Engine
    plans: Sequence[DigestPlan]
    received: list[Received] = field(default_factory=list)

    def live(self, fuse: Fuse | None = None, *, now: datetime = NOW, takes_over: bool = True) -> None:
        """Start the process and let it work until all is done, or the fuse blows.

        takes_over: whether it holds the lock, and so knows that whoever worked before is dead.
        """
        fuse = fuse or Fuse()
        with self._opened(fuse) as store, suppress(Crash):
            _Life(self, fuse, store, now, owner=f"process {next(_owners)}").work(takes_over)

    def outcome(self) -> Outcome:
        """What the store says of it all."""
        with self._opened() as store:
            return Outcome(
                mails=store.known_uids("inbox", "INBOX", 1, range(1, ARRIVED + 2)),
                reported=sorted(
                    (issue.profile, issue.slot, paper.title) for issue, paper in store.reported_papers(None)
                ),
                deliveries=dict(store.overview(NOW).deliveries),
            )

    def _opened(self, fuse: Fuse | None = None) -> Store:
        return Store(FusedConnections(self.engine, fuse or Fuse()))


@dataclass
class _Life:
    """One process; also the channel through which it sends."""

    world: World
    fuse: Fuse
    store: Store
    now: datetime
    owner: str

    def work(self, takes_over: bool) -> None:
        if takes_over:
            self.store.release_leases_of_others(self.owner, self.now)
        for number in range(len(MAILS)):
            self._round(number)

    def send(self, delivery: Delivery, on_point_of_no_return: Callable[[], None]) -> Receipt:
        self.fuse.point("sending")
        on_point_of_no_return()
        self.fuse.point("in doubt")
        issue = delivery.issue
        self.world.received.append(Received(issue.digest, issue.slot, delivery.recipient, issue.content))
        self.fuse.point("accepted")
        return Receipt(250, "taken")

    def _round(self, number: int) -> None:
        for _ in collect(self._batches(number), self.store, self._clock):
            pass
        for plan in self.world.plans:
            digest(plan, f"issue {number}", self.store, self.now, self.owner)
        for _ in deliver(self.store, {"tray": self}, self._clock, self.owner):
            pass

    def _batches(self, number: int) -> Iterator[Batch]:
        """The mails that have arrived by this round and that the cursor has not passed, two at a time."""
        contents = [content for mails in MAILS[: number + 1] for content in mails]
        cursor = self.store.cursor("inbox", "INBOX")
        uids = range(cursor.last_uid + 1 if cursor else 1, len(contents) + 1)
        for some in (uids[start : start + 2] for start in range(0, len(uids), 2)):
            raws = tuple(RawMail("inbox", "INBOX", 1, uid, contents[uid - 1], NOW) for uid in some)
            yield Batch(raws, Cursor("inbox", "INBOX", 1, 77, some[-1]))

    def _clock(self) -> datetime:
        return self.now


def plans(folder: Path) -> tuple[DigestPlan, ...]:
    """Two digests that overlap, one of them for two readers; with templates that are quickly filled in."""
    (folder / "digest.html.j2").write_text("<p>{{ issue.subject }}</p>", encoding="utf-8")
    (folder / "digest.txt.j2").write_text("{{ issue.subject }}", encoding="utf-8")
    return (
        _plan(folder, "reasoning", "include: [policy, flow, rank]\n", "ada@example.org", "blaise@example.org"),
        _plan(folder, "routing", "include: [routing, policy]\n", "carl@example.org"),
    )


def _plan(folder: Path, name: str, rules: str, *recipients: str) -> DigestPlan:
    path = folder / f"{name}.yaml"
    path.write_text(rules, encoding="utf-8")
    loaded = load_rules(path)
    return DigestPlan(
        name=name,
        judge=compile_rules(loaded.ruleset, loaded.layout),
        layout=loaded.layout,
        rules_hash=loaded.hash,
        rules_path=str(path),
        templates=Templates(folder),
        sender="papersieve <sieve@example.org>",
        timezone=UTC,
        timezone_name="UTC",
        destinations=tuple(("tray", recipient) for recipient in recipients),
        explain_empty=False,
        silence_alarm=True,
        next_issue_at=lambda moment: moment + timedelta(days=1),
    )
