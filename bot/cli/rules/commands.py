"""The group of commands."""

from __future__ import annotations

import typer

from bot.cli.app import app

commands = typer.Typer(no_args_is_help=True, help="Make rules.")
app.add_typer(commands, name="rules", epilog="Example: papersieve rules import scholar-alerts alerts.txt")
