"""`run`: the daemon."""

from __future__ import annotations

import logging

import typer

import bot.daemon
from bot.cli.app import app, settings_path


@app.command(epilog="Example: papersieve --config ~/papersieve/papersieve.yaml run")
def run(context: typer.Context) -> None:
    """Run until stopped: look for mail, compose digests when they are due, deliver them.

    SIGTERM or Ctrl-C stops in order within seconds; SIGHUP, or saving a file, takes changed settings and rules over.
    """
    context.obj.log_from(logging.INFO)
    bot.daemon.run(settings_path(context))
