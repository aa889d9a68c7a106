"""What is allowed in the settings but unwise: passwords that others can read, and things said to no effect."""

from __future__ import annotations

import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.deliver.channels.smtp import Smtp
from bot.intake.imap import ImapMailbox
from bot.network.secret import Secret
from bot.settings.digests import DigestSettings


def about_secrets(settings_file: Path, mailboxes: Sequence[ImapMailbox], smtp: Smtp | None) -> Iterator[str]:
    """A sentence for each file with a secret that other users of this machine can read."""
    secrets = [mailbox.password for mailbox in mailboxes] + ([smtp.password] if smtp and smtp.password else [])
    if any(secret.is_plain_text for secret in secrets) and _others_can_read(settings_file):
        yield (
            f"{settings_file} holds a password and other users of this machine can read it; run"
            f" `chmod 600 {settings_file}`, or use {{env: NAME}} or {{file: PATH}}."
        )
    for file in _files(secrets):
        if _others_can_read(file):
            yield f"Other users of this machine can read the secret in {file}; run `chmod 600 {file}`."


def about_recipients(digests: Sequence[DigestSettings]) -> Iterator[str]:
    """A sentence for each digest whose recipients get nothing."""
    for digest in digests:
        if digest.to and "smtp" not in digest.via:
            yield f'The digest "{digest.name}" names recipients in "to", but does not go out by smtp.'


def about_doubles(mailboxes: Sequence[ImapMailbox]) -> Iterator[str]:
    """A sentence for each account that is named twice."""
    names: dict[tuple[str, str], str] = {}
    for mailbox in mailboxes:
        first = names.setdefault((mailbox.host.lower(), mailbox.user), mailbox.name)
        if first != mailbox.name:
            yield f'The mailboxes "{first}" and "{mailbox.name}" are one account; one entry with all folders would do.'


def _files(secrets: Sequence[Secret]) -> list[Path]:
    return list(dict.fromkeys(secret.file for secret in secrets if secret.file))


def _others_can_read(path: Path) -> bool:
    try:
        return bool(path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH))
    except OSError:
        return False
