"""The command line itself: its name, its global options, and what every command may ask of it."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import bot
from bot.logs import configure_logging

if TYPE_CHECKING:
    from bot.settings import Settings

app = typer.Typer(
    name="papersieve",
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    rich_markup_mode="rich",
    help="Reads your subscription mail about papers and sends one curated digest.",
    epilog="Start with [bold]papersieve demo[/bold], then [bold]papersieve init[/bold].",
)


@dataclass(frozen=True)
class Options:
    """The global options of this call."""

    config: Path | None
    verbose: bool
    log_json: bool

    def log_from(self, level: int) -> None:
        """Log events of this level and above; all of them where asked to be verbose."""
        configure_logging(level=logging.DEBUG if self.verbose else level, as_json=self.log_json)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"papersieve {bot.__version__}")
        raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    config: Annotated[
        Path | None,
        typer.Option("--config", "-c", envvar="PAPERSIEVE_CONFIG", help="The settings file.", show_default=False),
    ] = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Log every step.")] = False,
    log_json: Annotated[bool, typer.Option("--log-json", help="Log as JSON lines.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    context.obj = Options(config, verbose, log_json)
    # What a command says in sentences need not be said in events as well.
    context.obj.log_from(logging.CRITICAL)
    if context.invoked_subcommand is None:
        print(context.get_help())
        raise typer.Exit(2)


def settings_path(context: typer.Context) -> Path:
    """The settings file of this call; ConfigError names the places looked at."""
    from bot.settings import find_settings  # not at the top: half the commands do without settings

    return find_settings(context.obj.config)


def settings_of(context: typer.Context) -> Settings:
    """The settings of this call, validated."""
    from bot.settings import load_settings

    return load_settings(settings_path(context))
