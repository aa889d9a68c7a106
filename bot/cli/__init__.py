"""The only place that prints and exits: one file per command or small group of commands.

People read stderr, programs read stdout. Exit status: 0 done, 1 some part failed, 2 wrong use or configuration,
3 a bug.
"""

from __future__ import annotations

import errno
import gc
import io
import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import typer

from bot.cli.app import app
from bot.errors import BotError, ConfigError, reason
from bot.network.secret import redact

__all__ = ["COMMANDS", "app", "load", "main", "run", "spare_the_collector"]

# Each command and the module that registers it on `app`, in the order of the help.
COMMANDS = {
    "demo": "demo", "init": "start", "check": "check", "run": "daemon", "once": "rounds", "collect": "rounds",
    "digest": "rounds", "deliver": "rounds", "preview": "preview", "explain": "explain", "status": "status",
    "sources": "sources", "pause": "rounds", "resume": "rounds", "quarantine": "quarantine", "reprocess": "reprocess",
    "rules": "rules", "parse": "parse", "match": "papers", "dedup": "papers", "fixture": "fixture",
}  # fmt: skip

DONE, PART_FAILED, WRONG_USE, BUG = 0, 1, 2, 3
_INTERRUPTED = 130  # what Typer makes of Ctrl-C
# What the machine lacks is no bug of ours.
_OF_THE_MACHINE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EROFS, errno.EMFILE, errno.ENFILE}
_OBJECTS_BETWEEN_COLLECTIONS = 50_000  # taking in a mail makes many, and few in circles


def main() -> None:
    """The `papersieve` command."""
    arguments = sys.argv[1:]
    spare_the_collector()  # from now on: loading makes many objects, and all of them stay
    try:
        load(arguments)
    except KeyboardInterrupt:
        sys.exit(_tell("stopped.", PART_FAILED))
    spare_the_collector()  # what was loaded as well
    _write_whatever_the_locale()
    sys.exit(run(arguments))


def spare_the_collector() -> None:
    """What was imported stays: looking through it again and again takes a fifth of a backfill, and a seventh of
    a start."""
    gc.freeze()
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)


def run(arguments: Sequence[str]) -> int:
    """Run one command; the exit status. The only handler of errors in the program stands here."""
    load(arguments)
    try:
        status = app(args=list(arguments), prog_name="papersieve", standalone_mode=False) or DONE
        if sys.stdout is not None:
            sys.stdout.flush()  # here, where what goes wrong can still be said
        return _tell("stopped.", PART_FAILED) if status == _INTERRUPTED else status
    except typer.TyperException as error:
        return _tell(_misuse(error), WRONG_USE)
    except ConfigError as error:
        return _tell(error, WRONG_USE)
    except BotError as error:
        return _tell(error, PART_FAILED)
    except (KeyboardInterrupt, typer.Abort):
        return _tell("stopped.", PART_FAILED)
    except (BrokenPipeError, SystemExit) as error:
        if not _reader_is_gone(error):
            raise
        return DONE
    except Exception as error:  # noqa: BLE001
        if isinstance(error, OSError) and error.errno in _OF_THE_MACHINE:
            return _tell(f"{_machine_words(error)}: mend that, and run it again.", PART_FAILED)
        sys.stderr.write(redact(traceback.format_exc()))
        return _tell("this is a bug in papersieve; please report it with the lines above.", BUG)


def load(arguments: Sequence[str]) -> None:
    """Import the modules of the commands that may be meant, or of all: together they take over a second to load."""
    meant = [argument for argument in arguments if argument in COMMANDS]
    for module in dict.fromkeys(COMMANDS[command] for command in meant or COMMANDS):
        import_module(f"bot.cli.{module}")


def _write_whatever_the_locale() -> None:
    """Titles have characters that not every locale's encoding has; those are escaped rather than the end of us."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    if sys.stderr is None:  # started with `2>&-`: `print` would take stdout instead, which is for programs
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  # for good


def _misuse(error: typer.TyperException) -> str:
    """What is wrong with the command line, and which help tells more; nothing where the help itself was shown."""
    words = error.format_message().replace("Value error, ", "").rstrip(".")
    context = getattr(error, "ctx", None)
    return f"{words}. Try '{context.command_path if context else 'papersieve'} --help'." if words else ""


def _reader_is_gone(error: BaseException) -> bool:
    """Whether nobody reads our output any more (`papersieve parse … | head`): nothing is wrong on this side.

    Typer and rich make an exit of it, with the status of a failure.
    """
    return isinstance(error, BrokenPipeError) or isinstance(error.__context__, BrokenPipeError)


def _machine_words(error: OSError) -> str:
    return f"{error.filename}: {reason(error)}" if error.filename else f"The output cannot be written: {reason(error)}"


def _tell(message: object, status: int) -> int:
    for line in redact(str(message)).splitlines():
        print(line if ":" in line.split(" ")[0] else f"papersieve: {line}", file=sys.stderr)
    return status
