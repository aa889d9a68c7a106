"""`init`: the first two files, written from a few answers."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

import bot
from bot.cli.app import app
from bot.cli.new_file import refuse_existing, write_new
from bot.cli.output import say
from bot.errors import ConfigError
from bot.settings.values import check_address, local_timezone
from bot.starter import PRESETS, Answers, starter_rules, starter_settings

DEFAULT_PATH = Path("config/papersieve.yaml")


@app.command(epilog="Example: papersieve init --provider gmail --address me@gmail.com --include GRPO")
def init(
    context: typer.Context,
    provider: Annotated[str | None, typer.Option(help=f"{', '.join(PRESETS)}.", show_default=False)] = None,
    address: Annotated[str | None, typer.Option(help="Your mail address.", show_default=False)] = None,
    imap_host: Annotated[str | None, typer.Option(help="IMAP server of another provider.", show_default=False)] = None,
    smtp_host: Annotated[str | None, typer.Option(help="SMTP server of another provider.", show_default=False)] = None,
    smtp: Annotated[
        bool | None,
        typer.Option("--smtp/--no-smtp", help="Send by SMTP, or put digests into the mailbox.", show_default=False),
    ] = None,
    include: Annotated[list[str] | None, typer.Option(help="A term to look for; repeatable.")] = None,
    author: Annotated[list[str] | None, typer.Option(help="An author to follow; repeatable.")] = None,
) -> None:
    """Write commented papersieve.yaml and rules.yaml, asking at a terminal; nothing is ever overwritten."""
    path = context.obj.config or DEFAULT_PATH
    rules = path.with_name("rules.yaml")
    for file in (path, rules):
        refuse_existing(file, option="--config")
    asks = sys.stdin.isatty() and sys.stderr.isatty()
    answers = _answers(provider, address, imap_host, smtp_host, smtp, asks=asks)
    terms, authors = _wishes(include or [], author or [], asks=asks)
    write_new(path, starter_settings(answers, shipped_schemas()), option="--config", mode=0o600)
    write_new(rules, starter_rules(terms, authors, schemas=shipped_schemas()), option="--config")
    say(*_next_steps(path, rules, answers, is_found=path == DEFAULT_PATH))


def shipped_schemas() -> Path:
    """The schemas in the installed package, else those beside it in a checkout: always of this version."""
    package = Path(bot.__file__).absolute().parent
    packaged = package / "shipped" / "config"
    return packaged if packaged.is_dir() else package.parent / "config"


def _answers(
    provider: str | None,
    address: str | None,
    imap_host: str | None,
    smtp_host: str | None,
    smtp: bool | None,
    *,
    asks: bool,
) -> Answers:
    """From the options; what they leave open is asked at a terminal, and has a default elsewhere."""
    if asks:
        provider = provider or _ask(f"Mail provider ({', '.join(PRESETS)})", "gmail")
        address = address or _ask("Your mail address", None)
        smtp = (
            typer.confirm("Send the digest by SMTP (else it is put into your mailbox)?", True, err=True)
            if smtp is None
            else smtp
        )
    provider = (provider or "other").strip().lower()
    if provider not in PRESETS:
        raise ConfigError(f"There is no preset for {provider!r}; there are {', '.join(PRESETS)}.")
    if asks and provider == "other":
        imap_host = imap_host or _ask("IMAP server", "imap.example.org")
        smtp_host = (smtp_host or _ask("SMTP server", "smtp.example.org")) if smtp else None
    return Answers(
        provider=provider,
        address=_checked(address or "me@example.org"),
        timezone=local_timezone(),
        send_by_smtp=True if smtp is None else smtp,
        imap_host=imap_host,
        smtp_host=smtp_host,
    )


def _ask(question: str, default: str | None) -> str:
    return str(typer.prompt(question, default=default, err=True))


def _checked(address: str) -> str:
    try:
        return check_address(address)
    except ValueError as error:
        raise ConfigError(f"{error}.") from error


def _wishes(include: Sequence[str], authors: Sequence[str], *, asks: bool) -> tuple[list[str], list[str]]:
    """Terms to look for and authors to follow."""
    if asks and not include:
        include = _split(_ask("Terms to look for, with commas", ""))
    if asks and not authors:
        authors = _split(_ask("Authors to follow, with commas", ""))
    return list(include), list(authors)


def _split(answer: str) -> list[str]:
    return [term.strip() for term in answer.split(",") if term.strip()]


def _next_steps(path: Path, rules: Path, answers: Answers, *, is_found: bool) -> list[str]:
    option = "" if is_found else f" --config {path}"
    return [
        f"Written: {path} (where mail is read and sent) and {rules} (what you want to see).",
        *answers.preset.password,
        "Next:",
        f"  export {answers.preset.variable}=…            # the password; the file only names the variable",
        f"  papersieve{option} check --connect      # does everything work?",
        f"  papersieve{option} preview --open       # the digest you would get now; sends nothing",
        f"  papersieve{option} run                  # the daemon",
    ]
