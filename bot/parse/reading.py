"""The stage: bytes of a mail → Reading. Decides which source reads it, and whether all that was seen was read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from bot.errors import ParseError
from bot.models import Mail, Mention, Reading, ReadingStatus
from bot.parse.digests import messages_of
from bot.parse.forwarded import original_of
from bot.parse.lengths import bounded
from bot.parse.message import parse_message
from bot.parse.skipping import is_skipped
from bot.parse.sources import LONGEST_ADDRESS, OCCASIONAL, SOURCES, Source, generic, strangers_to
from bot.parse.sources.extraction import Extraction
from bot.parse.sources.senders import any_of
from bot.scholarly.folding import title_key

_DEEPEST_ATTACHMENT = 5


def read_mail(content: bytes) -> Reading:
    """All papers in one mail; a mail that cannot be read says so in its Reading. Never raises."""
    try:
        mail = parse_message(content)
    except ParseError as error:
        return Reading("unreadable", error=str(error))
    except Exception as error:  # noqa: BLE001 -- whatever bytes may come, each gives a record
        return Reading("unreadable", error=f"The mail cannot be taken apart: {type(error).__name__}: {error}.")
    if is_skipped(mail):
        return _reading(mail, "skipped")
    return _combined(mail, [_read(original) for original in _originals(mail, _DEEPEST_ATTACHMENT)])


def knows_sender(address: str) -> bool:
    """Whether mail from this address is a subscription that some source reads."""
    # Longer ones come from nowhere, and would be kept.
    return _knows_sender(address) if len(address) <= LONGEST_ADDRESS else _knows_sender.__wrapped__(address)


@lru_cache(maxsize=1024)
def _knows_sender(address: str) -> bool:
    return _known_senders().fullmatch(address.strip().lower()) is not None


@cache
def _known_senders() -> re.Pattern[str]:
    return any_of(tuple(pattern for source in (*SOURCES.values(), generic) for pattern in source.SENDERS))


def source_names() -> tuple[str, ...]:
    """The names a Mention's `source` can have."""
    return (*SOURCES, generic.NAME)


def _originals(mail: Mail, depth: int) -> Iterator[Mail]:
    """The mail itself, as whoever wrote it first, or if it is a digest its messages; then those attached to it."""
    for message in messages_of(mail) or (mail,):
        yield original_of(message, knows_sender)
    yield from _attached(mail, depth)


def _attached(mail: Mail, depth: int) -> Iterator[Mail]:
    """The originals of what is attached to a mail, and of what is attached to those that are skipped themselves."""
    for attached in mail.attached if depth else ():
        if not _is_file(attached) or _by_source(attached).source is not None:
            yield from (_attached if is_skipped(attached) else _originals)(attached, depth - 1)


def _is_file(attached: Mail) -> bool:
    """Whether it is text without headers: of files only those are read that a source knows by their text."""
    return not (attached.sender.email or attached.subject or attached.message_id or attached.sent_at)


@dataclass(frozen=True)
class _Outcome:
    """What one original brought. source: None if nobody knew the mail; error: why its source could not read it."""

    source: str | None
    extraction: Extraction = Extraction()  # noqa: RUF009 -- frozen
    error: str | None = None


def _read(mail: Mail) -> _Outcome:
    named = _by_source(mail)
    if named.source in OCCASIONAL and not named.extraction.detected and named.error is None:
        return _Outcome(None)
    missing = named.extraction.detected - len(named.extraction.mentions)
    if named.source is not None and named.error is None and missing <= 0:
        return _signed(named, mail)
    filler = _attempt(generic.NAME, generic, mail)
    extraction = _united(named.extraction, filler.extraction, missing if named.source and not named.error else None)
    source = named.source or (generic.NAME if extraction.mentions else None)
    return _signed(_Outcome(source, extraction, named.error or filler.error), mail)


def _by_source(mail: Mail) -> _Outcome:
    try:
        strangers = strangers_to(mail.sender.email)
        claimants = [name for name, source in SOURCES.items() if name not in strangers and source.matches(mail)]
    except Exception as error:  # noqa: BLE001 -- one mail that a source chokes on must not stop the others
        return _Outcome(None, error=_failure("A source", error))
    if len(claimants) > 1:
        return _Outcome(None, error=f"More than one source claims this mail: {', '.join(claimants)}.")
    return _attempt(claimants[0], SOURCES[claimants[0]], mail) if claimants else _Outcome(None)


def _attempt(name: str, source: Source, mail: Mail) -> _Outcome:
    try:
        return _Outcome(name, source.extract(mail))
    except Exception as error:  # noqa: BLE001 -- one mail that a source chokes on must not stop the others
        return _Outcome(name, error=_failure(f"The source {name}", error))


def _failure(who: str, error: Exception) -> str:
    return f"{who} failed on this mail with {type(error).__name__}: {error}"


def _united(named: Extraction, found: Extraction, most: int | None) -> Extraction:
    """What the named source read, and of what the generic one found at most `most` papers it has not."""
    read = {key for mention in named.mentions for key in _keys(mention)}
    fresh = [mention for mention in found.mentions if not (read and read & _keys(mention))]
    detected = named.detected or found.detected
    return Extraction((*named.mentions, *fresh[:most]), max(detected, len(named.mentions)))


def _keys(mention: Mention) -> set[tuple[str, str]]:
    return {*mention.identifiers.items(), ("title", title_key(mention.title))}


def _signed(outcome: _Outcome, mail: Mail) -> _Outcome:
    """Every mention says from whom it came, the original sender, whoever passed the mail on; none is without end."""
    if not outcome.extraction.mentions:
        return outcome
    sender = mail.sender.email or None
    # Sources name the sender themselves, and to copy a mention costs as much as to make it.
    found = outcome.extraction
    named = (one if one.sender else replace(one, sender=sender) for one in found.mentions)
    mentions = tuple(map(bounded, named))
    return _Outcome(outcome.source, Extraction(mentions, found.detected, found.dismissed), outcome.error)


# ── one record for the mail ───────────────────────────────────────────────────────────────────────────


def _combined(mail: Mail, outcomes: Sequence[_Outcome]) -> Reading:
    found = [mention for outcome in outcomes for mention in outcome.extraction.mentions]
    mentions = tuple(_each_once(found))
    repeated = len(found) - len(mentions)
    detected = max(sum(outcome.extraction.detected for outcome in outcomes) - repeated, len(mentions))
    error = next((outcome.error for outcome in outcomes if outcome.error), None)
    source = next((outcome.source for outcome in outcomes if outcome.extraction.mentions), None)
    source = source or next((outcome.source for outcome in outcomes if outcome.source), None)
    return _reading(mail, _status(len(mentions), detected, error), source, mentions, detected, error)


def _each_once(mentions: Sequence[Mention]) -> Iterable[Mention]:
    """Without exact repetitions, as in a mail attached twice."""
    if len({mention.title for mention in mentions}) == len(mentions):  # as nearly always
        return mentions
    once: dict[tuple[object, ...], Mention] = {}
    for mention in mentions:
        key = (mention.title, mention.kind, mention.url, frozenset(mention.identifiers.items()))
        once.setdefault(key, mention)
    return once.values()


def _status(read: int, detected: int, error: str | None) -> ReadingStatus:
    if error:
        return "incomplete" if read else "unreadable"
    if read < detected:
        return "incomplete"
    return "parsed" if read else "no_papers"


def _reading(
    mail: Mail,
    status: ReadingStatus,
    source: str | None = None,
    mentions: tuple[Mention, ...] = (),
    detected: int = 0,
    error: str | None = None,
) -> Reading:
    return Reading(
        status,
        source,
        mentions,
        detected,
        error,
        message_id=mail.message_id,
        sender=mail.sender.email or None,
        subject=mail.subject or None,
        sent_at=mail.sent_at,
    )
