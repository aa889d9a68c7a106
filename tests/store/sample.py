"""Values for the store's tests: mails, mentions, works and issues, filled in where a test does not care."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.models import Cursor, Issue, Mention, Paper, RawMail, Reading, Work
from bot.store import Candidates, CollectedMail, Decision, MailState, Saved, Store

NOW = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

SMTP = [("smtp", "me@example.org")]


def raw_mail(uid: int = 1, content: bytes | None = None, **fields: Any) -> RawMail:
    of_inbox: dict[str, Any] = {"mailbox": "gmail", "folder": "INBOX", "epoch": 1}
    return RawMail(**of_inbox | fields, uid=uid, content=f"mail {uid}".encode() if content is None else content)


def mention(title: str, **fields: Any) -> Mention:
    return Mention(title=title, **{"source": "arxiv", **fields})


def mail(
    uid: int = 1,
    *mentions: Mention,
    state: MailState = "parsed",
    keep_raw: bool = True,
    raw: RawMail | None = None,
    **reading: Any,
) -> CollectedMail:
    fields: dict[str, Any] = {"status": "parsed", "source": "arxiv", "detected": len(mentions)}
    return CollectedMail(raw or raw_mail(uid), Reading(**fields | reading, mentions=mentions), state, keep_raw)


def new_work(title: str, *members: int, **fields: Any) -> Work:
    return Work(Paper(title, **fields), members)


def keys_of(title: str) -> set[tuple[str, str]]:
    return {("title", title.lower())}


def cursor(last_uid: int, **fields: Any) -> Cursor:
    of_inbox: dict[str, Any] = {"mailbox": "gmail", "folder": "INBOX", "epoch": 1, "uidvalidity": 7}
    return Cursor(**of_inbox | fields, last_uid=last_uid)


def save(store: Store, *mails: CollectedMail, now: datetime = NOW) -> Saved:
    """Save mails whose every mention is a paper not yet stored."""
    titles = [each.title for one in mails for each in one.reading.mentions]
    works = [new_work(title, position) for position, title in enumerate(titles)]
    return store.save(mails, works, [keys_of(title) for title in titles], None, now)


def save_papers(store: Store, *titles: str, uid: int = 1, now: datetime = NOW) -> list[int]:
    """Save one mail with these papers; their numbers."""
    save(store, mail(uid, *(mention(title) for title in titles)), now=now)
    found = {paper.title: paper.id for paper in store.papers_sharing([key for t in titles for key in keys_of(t)])}
    return [found[title] or 0 for title in titles]


def mention_again(store: Store, paper_id: int, *, uid: int, now: datetime = NOW, absorbed: Sequence[int] = ()) -> None:
    """Save a mail that mentions a stored paper once more."""
    work = Work(Paper("Again", id=paper_id), (0,), "title", tuple(absorbed))
    store.save([mail(uid, mention("Again"))], [work], [keys_of("Again")], None, now)


def issue(paper_ids: Collection[int] = (), slot: str = "2026-11-22T07:00/UTC", part: int = 1, **fields: Any) -> Issue:
    its_fields: dict[str, Any] = {
        "message_id": f"<{slot}-{part}@example.org>",
        "subject": "1 must-read",
        "content": b"Subject: 1 must-read\r\n\r\n\xff\x00 body",
        "html": "<p>Café</p>",
        "text": "Café",
        "composed_at": NOW,
        "short": "- Café",
    }
    return Issue(**{"digest": "reasoning", **its_fields, **fields}, slot=slot, part=part, paper_ids=tuple(paper_ids))


def decided(*paper_ids: int) -> list[Decision]:
    return [Decision(paper_id, "filtered", "no-wet-lab") for paper_id in paper_ids]


def candidates(until: int = 0, rules_hash: str = "rules-1", profile: str = "reasoning") -> Candidates:
    return Candidates(profile, rules_hash, until)


def queue(store: Store, slot: str = "2026-11-22T07:00/UTC", to: Sequence[tuple[str, str]] = SMTP) -> None:
    """Freeze an issue without papers that waits to be delivered."""
    assert store.freeze(candidates(), [issue(slot=slot)], [], to, NOW)
