"""`init`: the first two files, written from a few answers."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, TypeVar

import typer

import bot
from bot.cli.app import app
from bot.cli.new_file import refuse_existing, write_new
from bot.cli.output import say
from bot.errors import ConfigError
from bot.network.server import plain_host
from bot.rules import load_rules
from bot.settings.values import check_address, local_timezone
from bot.starter import PRESETS, Answers, starter_rules, starter_settings

DEFAULT_PATH = Path("config/papersieve.yaml")

Answer = TypeVar("Answer")


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
    asks = sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()
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
        provider = provider or _ask(f"Mail provider ({', '.join(PRESETS)})", "gmail", _provider)
        address = address or _ask("Your mail address", None, check_address)
        smtp = (
            typer.confirm("Send the digest by SMTP (else it is put into your mailbox)?", True, err=True)
            if smtp is None
            else smtp
        )
    provider = _checked(provider or "other", _provider)
    if asks and provider == "other":
        imap_host = imap_host or _ask("IMAP server", "imap.example.org", plain_host)
        smtp_host = (smtp_host or _ask("SMTP server", "smtp.example.org", plain_host)) if smtp else None
    return Answers(
        provider=provider,
        address=_checked(address or "me@example.org", check_address),
        timezone=local_timezone(),
        send_by_smtp=True if smtp is None else smtp,
        imap_host=_checked(imap_host, plain_host) if imap_host else None,
        smtp_host=_checked(smtp_host, plain_host) if smtp_host else None,
    )


def _provider(written: str) -> str:
    provider = written.strip().lower()
    if provider not in PRESETS:
        raise ValueError(f"There is no preset for {provider!r}; there are {', '.join(PRESETS)}")
    return provider


def _ask(question: str, default: str | None, check: Callable[[str], Answer]) -> Answer:
    """The answer as `check` makes it; asked again as long as that raises an error."""
    while True:
        try:
            return _checked(str(typer.prompt(question, default=default, err=True)), check)
        except ConfigError as error:
            say(str(error))


def _checked(written: str, check: Callable[[str], Answer]) -> Answer:
    try:
        return check(written)
    except ValueError as error:
        raise ConfigError(f"{error}.") from error


def _wishes(include: Sequence[str], authors: Sequence[str], *, asks: bool) -> tuple[list[str], list[str]]:
    """Terms to look for and authors to follow."""
    if asks and not include:
        include = _ask("Terms to look for, with commas", "", lambda answer: _usable(_split(answer), []))[0]
    if asks and not authors:
        authors = _ask("Authors to follow, with commas", "", lambda answer: _usable([], _split(answer)))[1]
    return _usable(include, authors)


def _split(answer: str) -> list[str]:
    return [term.strip() for term in answer.split(",") if term.strip()]


def _usable(terms: Sequence[str], authors: Sequence[str]) -> tuple[list[str], list[str]]:
    """The same; ConfigError if rules of them would be refused: what is written here, `check` accepts."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "rules.yaml"
        path.write_text(starter_rules(terms, authors), encoding="utf-8")
        try:
            load_rules(path)
        except ConfigError as error:
            raise ConfigError(str(error).splitlines()[0].removeprefix(f"{path}:").partition(": ")[2]) from error
    return list(terms), list(authors)


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
