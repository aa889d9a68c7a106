"""The two files a newcomer starts with: commented settings for his mail provider, and rules with his own words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Preset:
    """What is known of a mail provider.

    variable: environment variable suggested for the password. password: how to get one, a line of comment each.
    smtp_port: None for the usual one with TLS from the start. short_user: IMAP wants the part before the @ alone.
    """

    title: str
    imap_host: str
    smtp_host: str
    variable: str
    password: tuple[str, ...]
    smtp_port: int | None = None
    short_user: bool = False


PRESETS = {
    "gmail": Preset(
        "Gmail",
        "imap.gmail.com",
        "smtp.gmail.com",
        "GMAIL_APP_PASSWORD",
        (
            "Gmail takes an app password here, not the password of the account: switch on two-step verification, then",
            "make one at https://myaccount.google.com/apppasswords",
        ),
    ),
    "outlook": Preset(
        "Outlook and Microsoft 365",
        "outlook.office365.com",
        "smtp.office365.com",
        "OUTLOOK_PASSWORD",
        (
            "Microsoft has switched passwords off for IMAP: Outlook.com and Microsoft 365 want a sign-in by OAuth,",
            "which is not available yet. Until then, let a rule of Outlook forward the alerts to a mailbox elsewhere",
            "and name that one here, or save the mails into a folder and say `path: FOLDER` instead of host, user",
            "and password.",
        ),
        smtp_port=587,
    ),
    "fastmail": Preset(
        "Fastmail",
        "imap.fastmail.com",
        "smtp.fastmail.com",
        "FASTMAIL_APP_PASSWORD",
        (
            "Fastmail takes an app password here: Settings, Privacy & Security, App passwords; it needs access to",
            "IMAP, and to SMTP if the digest is sent by mail.",
        ),
    ),
    "icloud": Preset(
        "iCloud",
        "imap.mail.me.com",
        "smtp.mail.me.com",
        "ICLOUD_APP_PASSWORD",
        (
            "iCloud takes an app-specific password here: https://account.apple.com, Sign-In and Security.",
            "If the login fails, try the whole address as user.",
        ),
        smtp_port=587,
        short_user=True,
    ),
    "other": Preset(
        "another provider",
        "imap.example.org",
        "smtp.example.org",
        "MAIL_PASSWORD",
        ("Many providers want an app password here, not the password of the account.",),
    ),
}


@dataclass(frozen=True)
class Answers:
    """What `papersieve init` asks.

    provider: a key of PRESETS. address: the reader's, who gets the digest. send_by_smtp: otherwise the digest is put
    into a folder of the mailbox. imap_host, smtp_host: instead of the preset's.
    """

    provider: str
    address: str
    timezone: str = "UTC"
    send_by_smtp: bool = True
    imap_host: str | None = None
    smtp_host: str | None = None

    @property
    def preset(self) -> Preset:
        return PRESETS[self.provider]

    @property
    def mailbox(self) -> str:
        """What the mailbox is called in the settings."""
        return "mail" if self.provider == "other" else self.provider

    @property
    def user(self) -> str:
        """Who logs in to IMAP."""
        return self.address.partition("@")[0] if self.preset.short_user else self.address


def schema_line(schemas: Path | None, name: str) -> str:
    """The comment by which editors find the schema of a file, if this installation has it in the folder `schemas`."""
    path = schemas / f"{name}.schema.json" if schemas else None
    return f"# yaml-language-server: $schema={path.as_uri()}\n" if path and path.is_file() else ""


def starter_settings(answers: Answers, schemas: Path | None = None) -> str:
    """The text of `papersieve.yaml`; it stands beside `rules.yaml`. schemas: the absolute folder of the schemas."""
    parts = [
        schema_line(schemas, "papersieve") + _HEAD.format(timezone=_quoted(answers.timezone)),
        _mailbox(answers),
        _digest(answers),
    ]
    if answers.send_by_smtp:
        parts.append(_smtp(answers))
    return "\n".join((*parts, _TAIL))


def starter_rules(
    include: Sequence[str] = (),
    authors: Sequence[str] = (),
    exclude: Sequence[str] = (),
    schemas: Path | None = None,
) -> str:
    """The text of `rules.yaml`, with examples where the reader has named nothing."""
    return schema_line(schemas, "rules") + _RULES.format(
        include=_listed(include or _SAMPLE_TERMS),
        note="" if include else "   # examples: write your own",
        authors=f"authors:\n{_listed(authors)}" if authors else '# authors: ["Y. LeCun", "Fei-Fei Li"]',
        exclude=f"exclude:\n{_listed(exclude)}" if exclude else '# exclude: [survey, "in vivo"]',
    )


def _quoted(text: str) -> str:
    """Double quotes of YAML read the escapes of JSON."""
    return json.dumps(text, ensure_ascii=False)


def _listed(terms: Sequence[str]) -> str:
    return "\n".join(f"  - {_quoted(term)}" for term in terms)


def _comment(lines: Sequence[str], indentation: str) -> str:
    return "\n".join(f"{indentation}# {line}" for line in lines)


def _mailbox(answers: Answers) -> str:
    preset = answers.preset
    return _MAILBOX.format(
        name=answers.mailbox,
        host=_quoted(answers.imap_host or preset.imap_host),
        user=_quoted(answers.user),
        help=_comment(preset.password, "    "),
        variable=preset.variable,
    )


def _digest(answers: Answers) -> str:
    if answers.send_by_smtp:
        return _DIGEST.format(way_out=f"    to: [{_quoted(answers.address)}]")
    note = "    # Put into this folder of the mailbox. To have it sent by mail, add `to` here and `smtp` below instead."
    return _DIGEST.format(way_out=f"{note}\n    via: [{{imap: {{mailbox: {answers.mailbox}, folder: Digests}}}}]")


def _smtp(answers: Answers) -> str:
    preset = answers.preset
    return _SMTP.format(
        host=_quoted(answers.smtp_host or preset.smtp_host),
        port=f"\n  port: {preset.smtp_port}" if preset.smtp_port else "",
        user=_quoted(answers.address),
        variable=preset.variable,
        sender=_quoted(f"papersieve <{answers.address}>"),
    )


_SAMPLE_TERMS = ("large language model*", "chain of thought", "flow matching")

_HEAD = """\
# papersieve: where mail is read, what is made of it, how it is sent.
# `papersieve check --connect` tells whether all is well. Paths are relative to the folder of this file.

database: sqlite:///data/papersieve.db
timezone: {timezone}
"""

_MAILBOX = """\
mailboxes:
  - name: {name}
    host: {host}
    user: {user}
{help}
    password: {{env: {variable}}}      # or {{file: PATH}}, or {{command: [program, argument]}}
    folders: [INBOX]
    take: subscriptions                 # only subscription mail is downloaded; `everything` reads all of a folder
    since: 14 days                      # how far the first run looks back
    poll: every 15 minutes
"""

_DIGEST = """\
digests:
  - name: papers
    rules: rules.yaml
    schedule: daily at 07:00            # or weekdays at 07:00, weekly on friday at 16:00, "0 7 * * mon-fri"
{way_out}
    on_empty: explain                   # no papers: send why (explain) or nothing (skip)
"""

_SMTP = """\
smtp:
  host: {host}{port}
  user: {user}
  password: {{env: {variable}}}
  from: {sender}
"""

_TAIL = """\
sources: {silence_alarm: true}          # tell when a source that used to write has fallen silent
keep: {mail: 30 days, papers: forever}
"""

_RULES = """\
# papersieve: which papers you want to see. `papersieve preview` shows what these rules select.
# A term in the title counts 3, in the abstract 1; an author always shows; an excluded term removes.
# "a phrase", prefix*, `a or b`, `a near/5 b`, '/regex/i'. Values that start with @ * > or % need quotes.

include:{note}
{include}

{authors}

{exclude}

# digest:
#   select: {{min_score: 1}}              # how many points a paper needs
"""
