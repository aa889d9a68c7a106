"""How the program's events reach stderr: one line each, secrets blotted out, libraries kept quiet."""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

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
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=False,
    )


def _renderer() -> structlog.typing.Processor:
    if sys.stderr.isatty():
        return structlog.dev.ConsoleRenderer(pad_event_to=0)
    return structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"], bool_as_flag=False)


def _redact_event(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    return {key: redact(value) if isinstance(value, str) else value for key, value in event.items()}


def _redact_record(record: logging.LogRecord) -> bool:
    record.msg, record.args = redact(record.getMessage()), ()
    return True
