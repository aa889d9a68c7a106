"""How the program's events reach stderr: one line each, secrets blotted out, libraries kept quiet."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, MutableMapping
from typing import Any, TextIO, cast

import structlog

from bot.network.secret import redact

# These log bodies, addresses or every job at DEBUG and INFO; mail-parser warns of every attachment.
QUIETED = {
    **dict.fromkeys(("imapclient", "apscheduler", "alembic", "sqlalchemy", "mail.log", "css_inline"), logging.WARNING),
    "mailparser": logging.CRITICAL,
}


def configure_logging(*, level: int = logging.WARNING, as_json: bool = False) -> None:
    """Set up structlog and the standard library's logging; to be called by the command line alone."""
    for name, quiet in QUIETED.items():
        logging.getLogger(name).setLevel(quiet)
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(message)s", force=True)
    for handler in logging.getLogger().handlers:
        handler.addFilter(_redact_record)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            _redact_event,
            structlog.processors.JSONRenderer() if as_json else _renderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(file=cast(TextIO, _Lossy(sys.stderr))),
        cache_logger_on_first_use=False,
    )


class _Lossy:
    """A stream that loses what it cannot write: for want of a log no mail is left unread and no digest unsent.

    The disk of the log may be full, or who read the log (`papersieve run 2>&1 | logger`) may have died.
    """

    def __init__(self, stream: TextIO):
        self._stream = stream

    def write(self, text: str) -> None:
        self._try(self._stream.write, text)

    def flush(self) -> None:
        self._try(self._stream.flush)

    def _try(self, act: Callable[..., object], *arguments: str) -> None:
        try:
            act(*arguments)
        except BrokenPipeError:
            # For good: what is still in the buffer would make the program's exit one in disorder.
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self._stream.fileno())
            os.close(nowhere)
        except OSError:
            return


def _renderer() -> structlog.typing.Processor:
    if sys.stderr.isatty():
        return structlog.dev.ConsoleRenderer(pad_event_to=0)
    return structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"], bool_as_flag=False)


def _redact_event(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    return {key: redact(value) if isinstance(value, str) else value for key, value in event.items()}


def _redact_record(record: logging.LogRecord) -> bool:
    record.msg, record.args = redact(record.getMessage()), ()
    return True
