"""`demo`: the whole thing on this machine, no account needed."""

from __future__ import annotations

import time
import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.app import app
from bot.cli.output import counted, reading_progress, say
from bot.errors import BotError
from bot.models import Funnel
from bot.settings.values import local_timezone


@app.command(epilog="Example: papersieve demo --open")
def demo(
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder for settings, rules and digest.")] = Path(
        "demo"
    ),
    show: Annotated[bool, typer.Option("--open", help="Open the digest in the browser.")] = False,
    serve: Annotated[bool, typer.Option("--serve", help="Keep both servers up until Ctrl-C.")] = False,
) -> int:
    """Run everything for real on this machine: sample subscriptions in, one digest out."""
    try:
        from bot.demo.run import demo_round, demo_servers, write_received
    except ModuleNotFoundError as error:
        raise BotError(
            f"The demo needs the package {error.name}: install it with  pip install 'papersieve[demo]'."
        ) from error
    with demo_servers(output, local_timezone(), say) as servers:
        with reading_progress() as progress:
            first = demo_round(servers, progress)
        if not first.received:
            raise BotError("The SMTP server of the demo received nothing; the lines above say why.")
        paths = write_received(first.received[0], output)
        say("", *_funnel(first.composed.facts.funnel if first.composed.facts else Funnel()), "")
        say("Once more, to see that nothing is reported twice:")
        with reading_progress() as progress:
            second = demo_round(servers, progress)
        again = second.composed.facts.funnel.shown if second.composed.facts else 0
        subject = second.composed.issues[0].subject if second.composed.issues else "nothing"
        say(f"  {counted(second.collected.tally.mails, 'new mail')}, {counted(again, 'paper')} shown: “{subject}”", "")
        say(f"The digest: {paths['html']}  (as received: {paths['eml']}, as text: {paths['txt']})")
        say(f"Its rules: {output / 'rules.yaml'}. Now make your own:  papersieve init")
        if show:
            webbrowser.open(paths["html"].absolute().as_uri())
        if serve:
            _wait(f"IMAP {servers.imap.host}:{servers.imap.port} as {servers.imap.user}")
    return int(again > 0)


def _funnel(funnel: Funnel) -> list[str]:
    """The way from mails to the papers shown, a line each."""
    steps = [
        (funnel.mails, f"mails from {counted(len(funnel.sources), 'source')}"),
        (funnel.mentions, "mentions of papers"),
        (funnel.papers, "papers, each once"),
        (funnel.new, "not reported before"),
        (funnel.shown, f"shown ({funnel.excluded} excluded by rules, {funnel.below} below the minimum)"),
    ]
    return [f"{number:6}  {what}" for number, what in steps]


def _wait(where: str) -> None:
    say(f"Serving {where}; the settings are in the demo's folder. Ctrl-C ends it.")
    try:
        while True:
            time.sleep(3600)
    except KeyboardInterrupt:
        say("")
