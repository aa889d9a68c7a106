"""What single values cannot tell: names that are taken, ways out that lead nowhere, options that are yet to come."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from bot.deliver.channels.smtp import Smtp
from bot.intake.imap import ImapMailbox
from bot.intake.local import LocalMailbox
from bot.schedule import parse_schedule
from bot.settings.digests import DigestSettings, ViaImap
from bot.settings.values import check_name
from bot.yamlfile import KeyPath, did_you_mean

Problem = tuple[KeyPath, str]
Mailboxes = Sequence[ImapMailbox | LocalMailbox]


def incoherences(mailboxes: Mailboxes, digests: Sequence[DigestSettings], smtp: Smtp | None) -> Iterator[Problem]:
    """Each as the path of the key it is about and what is wrong there."""
    yield from _taken_names("mailboxes", [mailbox.name for mailbox in mailboxes])
    yield from _taken_names("digests", [digest.name for digest in digests])
    for position, mailbox in enumerate(mailboxes):
        for key, words in _about_mailbox(mailbox):
            yield ("mailboxes", position, key), words
    for position, digest in enumerate(digests):
        for path, words in (*_about_ways_out(digest, mailboxes, smtp), *_about_recipients(digest)):
            yield ("digests", position, *path), words


def _taken_names(key: str, names: Sequence[str]) -> Iterator[Problem]:
    for position, name in enumerate(names):
        if name in names[:position]:
            yield (key, position, "name"), f'the name "{name}" is taken already; each needs its own'


def _about_mailbox(mailbox: ImapMailbox | LocalMailbox) -> Iterator[tuple[str, str]]:
    yield from _complaints("name", check_name, mailbox.name)
    yield from _complaints("poll", _check_poll, mailbox.poll)
    if isinstance(mailbox, ImapMailbox):
        if mailbox.after != "leave":
            yield "after", 'only "leave" is available: mailboxes are read without changing anything in them'
        if mailbox.idle:
            yield "idle", 'waiting for word from the server is not available yet; leave "idle" out and set "poll"'


def _complaints(key: str, check: Callable[[str], object], value: str) -> Iterator[tuple[str, str]]:
    try:
        check(value)
    except ValueError as error:
        yield key, str(error)


def _check_poll(written: str) -> None:
    if parse_schedule(written).as_they_come:
        raise ValueError('a mailbox is looked into at times, such as "every 15 minutes"')


def _about_ways_out(digest: DigestSettings, mailboxes: Mailboxes, smtp: Smtp | None) -> Iterator[Problem]:
    for position, way in enumerate(digest.via):
        if way in digest.via[:position]:
            yield ("via", position), "this way out stands here twice"
        if isinstance(way, ViaImap):
            yield from _about_imap_folder(position, way.imap.mailbox, mailboxes)
    if "smtp" in digest.via:
        yield from _about_smtp(digest, smtp)


def _about_imap_folder(position: int, name: str, mailboxes: Mailboxes) -> Iterator[Problem]:
    path = ("via", position, "imap", "mailbox")
    kinds = {mailbox.name: type(mailbox) for mailbox in mailboxes}
    if name not in kinds:
        yield path, f'there is no mailbox "{name}"{did_you_mean(name, kinds)}'
    elif kinds[name] is not ImapMailbox:
        yield path, f'"{name}" lies on this machine; a digest can only be put into a mailbox with a "host"'


def _about_smtp(digest: DigestSettings, smtp: Smtp | None) -> Iterator[Problem]:
    if smtp is None:
        yield (
            ("via",),
            f'"{digest.name}" is to be sent by smtp, but the file has no "smtp" section; add one, or say'
            " via: [{imap: {mailbox: NAME, folder: FOLDER}}]",
        )
    if not digest.to:
        yield ("to",), f'"{digest.name}" is to be sent by smtp, but nobody is named to get it; add to: [ADDRESS]'


def _about_recipients(digest: DigestSettings) -> Iterator[Problem]:
    addresses = [recipient.address.casefold() for recipient in digest.to]
    for position, address in enumerate(addresses):
        if address in addresses[:position]:
            yield ("to", position), f"{address} stands here twice"
