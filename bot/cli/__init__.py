"""The only place that prints and exits: one file per command or small group of commands.

People read stderr, programs read stdout. Exit status: 0 done, 1 some part failed, 2 wrong use or configuration,
3 a bug.
"""

from __future__ import annotations

import gc
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module

import typer

from bot.cli.app import app
from bot.errors import BotError, ConfigError
from bot.network.secret import redact

__all__ = ["COMMANDS", "app", "load", "main", "run"]

# Each command and the module that registers it on `app`, in the order of the help.
COMMANDS = {
    "demo": "demo", "init": "start", "check": "check", "run": "daemon", "once": "rounds", "collect": "rounds",
    "digest": "rounds", "deliver": "rounds", "preview": "preview", "explain": "explain", "status": "status",
    "sources": "sources", "pause": "rounds", "resume": "rounds", "quarantine": "quarantine", "reprocess": "reprocess",
    "rules": "rules", "parse": "parse", "match": "papers", "dedup": "papers", "fixture": "fixture",
}  # fmt: skip

DONE, PART_FAILED, WRONG_USE, BUG = 0, 1, 2, 3
_OBJECTS_BETWEEN_COLLECTIONS = 50_000  # taking in a mail makes many, and few in circles


def main() -> None:
    """The `papersieve` command."""
    arguments = sys.argv[1:]
    load(arguments)
    gc.freeze()  # what was imported stays: looking through it again and again is a fifth of the cost of a backfill
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    sys.exit(run(arguments))


def run(arguments: Sequence[str]) -> int:
    """Run one command; the exit status. The only handler of errors in the program stands here."""
    load(arguments)
    try:
        return app(args=list(arguments), prog_name="papersieve", standalone_mode=False) or DONE
    except typer.TyperException as error:
        return _tell(f"{error.format_message()} Try 'papersieve --help'.", WRONG_USE)
    except ConfigError as error:
        return _tell(error, WRONG_USE)
    except BotError as error:
        return _tell(error, PART_FAILED)
    except (KeyboardInterrupt, typer.Abort):
        return _tell("stopped.", PART_FAILED)
    except BrokenPipeError:
        # The reader of our output has gone (`papersieve parse … | head`): nothing is wrong on this side.
        sys.stderr.close()
        return DONE
    except Exception:  # noqa: BLE001
        sys.stderr.write(redact(traceback.format_exc()))
        return _tell("this is a bug in papersieve; please report it with the lines above.", BUG)


def load(arguments: Sequence[str]) -> None:
    """Import the modules of the commands that may be meant, or of all: together they take over a second to load."""
    meant = [argument for argument in arguments if argument in COMMANDS]
    for module in dict.fromkeys(COMMANDS[command] for command in meant or COMMANDS):
        import_module(f"bot.cli.{module}")


def _tell(message: object, status: int) -> int:
    for line in redact(str(message)).splitlines():
        print(line if ":" in line.split(" ")[0] else f"papersieve: {line}", file=sys.stderr)
    return status
