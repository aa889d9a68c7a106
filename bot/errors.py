"""The one family of errors an operator can act on; anything else that is raised is a bug.

The message of each is a full sentence that names the thing, says what is wrong with it and what to do.
"""

from __future__ import annotations


class BotError(Exception):
    """Something outside the program needs a person: the message says what, where and what to do."""


class ConfigError(BotError):
    """The settings or rules cannot be used; the message starts with ``file:line:`` where one is known."""


class MailboxError(BotError):
    """A mailbox cannot be read now.

    permanent: trying again will not help until a person has changed something (wrong password, no such folder).
    retry_after: seconds the server asked us to stay away, if it said so.
    """

    def __init__(self, message: str, *, permanent: bool = False, retry_after: float | None = None):
        super().__init__(message)
        self.permanent = permanent
        self.retry_after = retry_after


class ParseError(BotError):
    """A mail cannot be read; the others go on."""


class DeliveryError(BotError):
    """An issue was not accepted by its channel.

    permanent: the channel refused it for good (SMTP 5xx, no such folder); otherwise it is tried again.
    code: the channel's own reply code, where it has one.
    """

    def __init__(self, message: str, *, permanent: bool, code: int | None = None):
        super().__init__(message)
        self.permanent = permanent
        self.code = code


class StoreError(BotError):
    """The database cannot be opened, written or upgraded (disk full, locked, gone, made by a newer version)."""


class BusyError(BotError):
    """Another process works with the same data."""


def reason(error: OSError) -> str:
    """What the system says is wrong with a file, to stand within a sentence: "no such file or directory"."""
    return (error.strerror or str(error)).lower()
