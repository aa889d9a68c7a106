"""The demo: real servers on loopback, sample subscriptions in the inbox, the real pipeline, its digest as a file."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.assembly import channels_of, manual_slot, sole_worker
from bot.demo.imap_server import ImapServer, imap_server
from bot.demo.mails import READER, sample_mails
from bot.demo.smtp_server import SmtpServer, smtp_server
from bot.errors import BotError, reason
from bot.network.imap import ImapAccount, ImapSession
from bot.network.secret import Secret
from bot.pipeline import Composed
from bot.rounds import Collected, Delivered, Progress, Worker, collect_mailbox, deliver_round, digest_round
from bot.settings import Settings, load_settings

PASSWORD = "demo-password"  # noqa: S105  # of a server that lives for the length of the demo

SETTINGS = """\
# Written by `papersieve demo`: the servers live only as long as the demo does.
database: sqlite:///papersieve.db
timezone: {timezone}

mailboxes:
  - name: inbox
    host: {imap.host}
    port: {imap.port}
    security: none            # allowed on this machine only
    user: {imap.user}
    password: {imap.password}

digests:
  - name: reasoning
    rules: rules.yaml
    schedule: daily at 07:00
    to: [{imap.user}]

smtp: {{host: {smtp.host}, port: {smtp.port}, security: none, from: "papersieve <digest@demo.example>"}}
"""

RULES = """\
# What the reader of the demo cares about.
terms:
  reasoning: [GRPO, "chain of thought", "process reward model*"]

rules:
  - id: cites-me
    when: {alert: "*new citations to articles by*"}
    then: {pin: true, section: Cites you}
  - id: reasoning
    when: {any: [{title: "@reasoning"}, {abstract: "@reasoning"}]}
    then: {score: {title: 10, abstract: 4}}
  - id: learning
    when: {any: [{title: ["reinforcement learning", "policy", diffusion]}, {abstract: ["reinforcement learning"]}]}
    then: {score: {title: 3, abstract: 2}}
  - id: generative
    when: {any: [{title: ["flow matching", "diffusion"]}]}
    then: {score: 5, section: Generative models}
  - id: proofs
    when: {text: ["Lean", "proof assistant*"]}
    then: {score: 3}
  - id: popular
    when: {upvotes: ">= 90"}
    then: {score: 5, tag: [popular]}
  - id: follows
    when: {author: ["Maya Lindqvist", "Henrik Nilsen"]}
    then: {score: 3}
  - id: surveys
    when: {title: [survey, review]}
    then: {exclude: true}
  - id: wet-lab
    when: {text: ["in vivo", "mice"]}
    then: {exclude: true}

digest:
  select: {min_score: 4}
  sections:
    - {title: Cites you}
    - {title: Must read, min_score: 12, limit: 10}
    - {title: Generative models, limit: 10}
    - {title: Worth a look, limit: 20}
"""


@dataclass(frozen=True)
class DemoRound:
    """One round of the whole pipeline, and the mails that the SMTP server accepted during it."""

    collected: Collected
    composed: Composed
    delivered: Delivered
    received: tuple[bytes, ...]


@dataclass(frozen=True)
class DemoServers:
    """Both servers, and the settings that lead to them."""

    imap: ImapServer
    smtp: SmtpServer
    settings: Settings


@contextmanager
def demo_servers(folder: Path, timezone: str, say: Callable[[str], None]) -> Iterator[DemoServers]:
    """Start both servers, fill the inbox over the network, and write settings and rules into `folder`."""
    with imap_server(READER, PASSWORD) as imap, smtp_server() as smtp:
        say(f"IMAP server on {imap.host}:{imap.port}, SMTP server on {smtp.host}:{smtp.port}.")
        count = _fill(imap)
        say(f"{count} sample mails put into the inbox.")
        settings = _write_settings(folder, imap, smtp, timezone)
        yield DemoServers(imap, smtp, settings)


def _fill(server: ImapServer) -> int:
    password = Secret.model_validate(server.password)
    account = ImapAccount(
        name="demo", host=server.host, port=server.port, security="none", user=server.user, password=password
    )
    mails = sample_mails(datetime.now(UTC))
    with ImapSession(account) as session:
        for mail in mails:
            session.append("INBOX", mail.content, (), mail.received_at)
    return len(mails)


def _write_settings(folder: Path, imap: ImapServer, smtp: SmtpServer, timezone: str) -> Settings:
    """Settings of a fresh demo; what an earlier one had stored is gone."""
    try:
        for stale in folder.glob("papersieve.db*"):
            stale.unlink()
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "papersieve.yaml"
        path.write_text(SETTINGS.format(imap=imap, smtp=smtp, timezone=timezone), encoding="utf-8")
        (folder / "rules.yaml").write_text(RULES, encoding="utf-8")
    except OSError as error:
        raise BotError(
            f"The folder {folder} cannot be written: {reason(error)}; name another with --output."
        ) from error
    return load_settings(path)


def demo_round(servers: DemoServers, progress: Progress) -> DemoRound:
    """Collect, compose and deliver once, over the network, as the daemon does."""
    settings = servers.settings
    accepted_before = len(servers.smtp.accepted)
    owner = Worker.new_owner()
    with sole_worker(settings, owner, _now) as store:
        worker = Worker(store, _now, owner, progress=progress)
        collected = collect_mailbox(settings.mailboxes[0], worker)
        composed = digest_round(settings, settings.digests[0], manual_slot(_now()), worker)
        delivered = deliver_round(channels_of(settings), worker)
    received = tuple(mail.content for mail in servers.smtp.accepted[accepted_before:])
    return DemoRound(collected, composed, delivered, received)


def write_received(content: bytes, folder: Path) -> dict[str, Path]:
    """The mail as the SMTP server got it, as .eml, and its two parts as .html and .txt."""
    mail = email.message_from_bytes(content, policy=email.policy.default)
    paths = {kind: folder / f"digest.{kind}" for kind in ("eml", "html", "txt")}
    paths["eml"].write_bytes(content)
    for kind, subtype in (("html", "html"), ("txt", "plain")):
        part = mail.get_body((subtype,))
        paths[kind].write_text(part.get_content() if part else "", encoding="utf-8")
    return paths


def _now() -> datetime:
    return datetime.now(UTC)
