"""From what the reader wrote to what the pipeline works with: plans of digests, channels, mailboxes, the store."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from filelock import FileLock, Timeout

from bot.compose import Templates
from bot.deliver.channels import Channel, Smtp, SmtpText
from bot.errors import BusyError, StoreError
from bot.intake import LOCAL_EPOCH, LOCAL_FOLDER, ImapMailbox, LocalMailbox, read_folder, read_local
from bot.judge import compile_rules
from bot.models import Batch, Cursor, Envelope
from bot.network.imap import ImapSession
from bot.parse import knows_sender
from bot.pipeline import DigestPlan
from bot.rules import Rules, load_rules
from bot.schedule import Schedule
from bot.settings import DigestSettings, Settings
from bot.store import Store, open_store

Mailbox = ImapMailbox | LocalMailbox

SQLITE = "sqlite:///"
TEXT_ONLY = ":text"


def is_subscription(envelope: Envelope) -> bool:
    """Whether the headers alone speak of a subscription: a sender that a source knows, or a mailing list."""
    return envelope.list_id is not None or any(map(knows_sender, envelope.senders))


# ── mailboxes ─────────────────────────────────────────────────────────────────────────────────────────


def folders_of(mailbox: Mailbox) -> tuple[str, ...]:
    """The names of the folders to read; a local mailbox is one folder."""
    return tuple(folder.name for folder in mailbox.folders) if isinstance(mailbox, ImapMailbox) else (LOCAL_FOLDER,)


def batches_of(mailbox: Mailbox, folder: str, store: Store, now: datetime) -> Iterator[Batch]:
    """What is new in one folder; raises MailboxError, after batches that hold."""
    cursor = store.cursor(mailbox.name, folder)
    epoch = cursor.epoch if cursor else LOCAL_EPOCH

    def is_known(uids: Sequence[int]) -> set[int]:
        return store.known_uids(mailbox.name, folder, epoch, uids)

    if isinstance(mailbox, LocalMailbox):
        # Nothing to go on from, but the place at which mails that could not be read are remembered.
        place = Cursor(mailbox.name, LOCAL_FOLDER, LOCAL_EPOCH, uidvalidity=None, last_uid=0)
        yield from (replace(batch, cursor=place) for batch in read_local(mailbox, is_known))
        return
    (wanted,) = (one for one in mailbox.folders if one.name == folder)
    with ImapSession(mailbox) as session:
        yield from read_folder(session, mailbox, wanted, cursor, now, is_subscription, is_known)


# ── digests ───────────────────────────────────────────────────────────────────────────────────────────


def plan_of(settings: Settings, digest: DigestSettings, rules: Rules | None = None) -> DigestPlan:
    """One digest, ready to be composed; ConfigError if its rules or templates cannot be used."""
    rules = rules or load_rules(digest.rules)
    zone = settings.zone
    return DigestPlan(
        name=digest.name,
        judge=compile_rules(rules.ruleset, rules.layout),
        layout=rules.layout,
        rules_hash=rules.hash,
        rules_path=str(digest.rules),
        templates=templates_of(settings),
        sender=settings.sender(),
        timezone=zone,
        timezone_name=settings.timezone,
        destinations=_destinations(settings, digest),
        explain_empty=digest.on_empty == "explain" and not digest.schedule.as_they_come,
        silence_alarm=settings.sources.silence_alarm,
        next_issue_at=lambda moment: digest.schedule.next_after(moment, zone),
    )


def templates_of(settings: Settings) -> Templates:
    """The reader's templates beside the settings file before the shipped ones."""
    return Templates(settings.folder / "templates")


def _destinations(settings: Settings, digest: DigestSettings) -> tuple[tuple[str, str], ...]:
    return tuple(
        (outlet.key + (TEXT_ONLY if outlet.is_text_only(address) else ""), address)
        for outlet in settings.outlets(digest)
        for address in outlet.addresses
    )


def channels_of(settings: Settings) -> dict[str, Channel]:
    """Every channel of every digest by the key that deliveries name it by."""
    channels: dict[str, Channel] = {}
    for digest in settings.digests:
        for outlet in settings.outlets(digest):
            channels[outlet.key] = outlet.channel
            if isinstance(outlet.channel, Smtp):
                channels[outlet.key + TEXT_ONLY] = SmtpText(outlet.channel)
    return channels


# ── slots ─────────────────────────────────────────────────────────────────────────────────────────────

# To find the last time a schedule was due without walking through years of minutes.
LOOK_BACK = (timedelta(minutes=2), timedelta(hours=2), timedelta(days=2), timedelta(days=32), timedelta(days=367))


def last_due(schedule: Schedule, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The latest moment up to `now` at which a schedule was due; None if that is over a year ago, or never."""
    now = now.astimezone(UTC)
    for span in LOOK_BACK:
        due = schedule.next_after(now - span, zone)
        if due is not None and due <= now:
            return _last_of(schedule, due, now, zone)
    return None


def _last_of(schedule: Schedule, due: datetime, now: datetime, zone: ZoneInfo) -> datetime:
    while (later := schedule.next_after(due, zone)) is not None and later <= now:
        due = later
    return due


def slot_of(due: datetime, zone: ZoneInfo) -> str:
    """The calendar key of a scheduled issue: "2026-11-22T07:00/Europe/Berlin", with seconds where they matter."""
    local = due.astimezone(zone)
    return f"{local:{'%Y-%m-%dT%H:%M:%S' if local.second else '%Y-%m-%dT%H:%M'}}/{zone.key}"


def manual_slot(now: datetime) -> str:
    """The key of an issue that somebody asked for."""
    return f"manual/{now:%Y-%m-%dT%H:%M:%S.%fZ}"


# ── the data folder ───────────────────────────────────────────────────────────────────────────────────


def data_folder(settings: Settings) -> Path:
    """Where the database lies, or `data` beside the settings if it lies on a server."""
    if settings.database.startswith(SQLITE):
        return Path(settings.database.removeprefix(SQLITE)).parent
    return settings.folder / "data"


@contextmanager
def sole_worker(settings: Settings, owner: str, clock: Callable[[], datetime]) -> Iterator[Store]:
    """The store, for the one process that may work with it; what a dead one had claimed is free again.

    Raises BusyError while another one is at work.
    """
    folder = data_folder(settings)
    lock = _lock(folder)
    try:
        with open_store(settings.database) as store:
            store.release_leases_of_others(owner, clock())
            yield store
    finally:
        lock.release()


def _lock(folder: Path) -> FileLock:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / "papersieve.lock")
        lock.acquire(timeout=0)
    except Timeout:
        raise BusyError(
            f"Another papersieve works in {folder} (probably the daemon); stop it first, or let it do the work."
        ) from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise StoreError(f"The data folder {folder} cannot be used: {reason}; check its owner and its disk.") from error
    return lock
