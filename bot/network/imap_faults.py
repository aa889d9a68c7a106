"""What went wrong in an IMAP session, in sentences: what leaves the session usable, what asks us to stay away."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.errors import BotError, MailboxError
from bot.network.imap_wire import TOO_MUCH
from bot.network.secret import redact
from bot.network.server import explain

STAY_AWAY_SECONDS = 3600.0
LONGEST_QUOTE = 200
CONNECTING = "connecting"

# IMAPClient's words for a tagged NO; STATUS is optional to us, so its BAD counts as one.
_CLEAN_NO = re.compile(r"(?:\w+ failed:|STATUS command error: BAD) (.*)", re.DOTALL)
_COMMAND = re.compile(r"^(?:command: \w+ => )+")
_END_OF_STREAM = re.compile(r"socket error: (?:EOF|unterminated line)")
_ASKED_TO_STAY_AWAY = re.compile(
    r"\[(?:THROTTLED|OVERQUOTA)\]|command or bandwidth limits|request is throttled|lockdown in sector", re.IGNORECASE
)
# Exchange: "Request is throttled. Suggested Backoff Time: 299499 milliseconds"
_BACKOFF = re.compile(r"Suggested Backoff Time: (\d{1,12}) milliseconds", re.IGNORECASE)
# RFC 5530 response codes, and what Gmail, Yahoo, Dovecot and Exchange write instead of them.
_PASSING = re.compile(
    r"\[(?:UNAVAILABLE|INUSE|LIMIT|SERVERBUG|INTERNALERROR)\]|temporar|try again|too many|simultaneous|rate limit"
    r"|authenticated but not connected|timed? ?out",
    re.IGNORECASE,
)

_OTHER_LOGIN = "wants an app password here, not the one for its web site"
PROVIDERS = (
    (
        ("gmail.com", "googlemail.com", "google.com"),
        f"Google {_OTHER_LOGIN}: turn on 2-step verification, then make one at https://myaccount.google.com/apppasswords",
    ),
    (
        ("outlook.com", "office365.com", "office.com", "hotmail.com", "live.com"),
        "Microsoft has turned off passwords for IMAP (basic authentication): forward the subscriptions to a mailbox"
        " that still takes one",
    ),
    (("me.com", "icloud.com"), f"iCloud {_OTHER_LOGIN}: make one at https://account.apple.com"),
    (("fastmail.com",), f"Fastmail {_OTHER_LOGIN}: Settings, Privacy & Security, Manage app passwords"),
    (("yahoo.com", "aol.com"), f"Yahoo {_OTHER_LOGIN}: Account security, Generate app password"),
)
_OTHERWISE = 'Check "user" and "password"; a mailbox with two-factor login usually needs an app password'


class RefusedError(MailboxError):
    """The server answered NO to one command; the session is still good. `words` are the server's."""

    def __init__(self, message: str, words: str):
        super().__init__(message, retry_after=retry_after(words))
        self.words = words

    @property
    def concerns_the_server(self) -> bool:
        """Whether the server is in trouble or wants rest, rather than unable to do this one thing."""
        return self.retry_after is not None or is_passing(self.words)


@dataclass(frozen=True)
class Place:
    """Which server the sentences are about; `what` begins them, such as ``Mailbox "gmail"``."""

    what: str
    host: str
    port: int

    def __str__(self) -> str:
        return f"{self.what} ({self.host}:{self.port})"


def retry_after(words: str) -> float | None:
    """Seconds the server asks us to stay away, None if it does not."""
    if match := _BACKOFF.search(words):
        return max(1.0, int(match[1]) / 1000)
    return STAY_AWAY_SECONDS if _ASKED_TO_STAY_AWAY.search(words) else None


def is_passing(words: str) -> bool:
    """Whether the server says that the trouble is its own and will pass."""
    return retry_after(words) is not None or _PASSING.search(words) is not None


def words_of_clean_no(error: BaseException) -> str | None:
    """The server's words if `error` is a tagged NO, after which both sides still agree on where they are."""
    match = _CLEAN_NO.fullmatch(words_of(error))
    return None if match is None else match[1]


def refused(place: Place, doing: str, words: str) -> RefusedError:
    """The server will not do one thing, and says so."""
    return RefusedError(f"{place} refused {doing}: {_quote(words)}.", words)


def broken(place: Place, doing: str, error: Exception) -> MailboxError:
    """The session is over: lost, out of time, or no longer understood."""
    words = words_of(error)
    return MailboxError(_sentence(place, doing, error, words), retry_after=retry_after(words))


def unsafe(place: Place, why: str) -> MailboxError:
    """The password is not sent there; a person has to look."""
    return MailboxError(f"{place} {why}, so the password was not sent.", permanent=True)


def login_refused(place: Place, words: str) -> MailboxError:
    """The server does not let us in: for good, unless it says that this will pass."""
    if is_passing(words):
        return MailboxError(f"{place} does not let us in now: {_quote(words)}.", retry_after=retry_after(words))
    return MailboxError(f"{place} refused the login: {_quote(words)}. {_hint(place.host)}.", permanent=True)


def missing_folder(place: Place, folder: str, words: str, existing: Sequence[str]) -> MailboxError:
    """There is no such folder; says which ones there are, those with the most similar names first."""
    listed = ", ".join(f'"{name}"' for name in nearest_first(folder, existing)[:20])
    there_are = f"it has {listed}" if listed else "it shows no folders at all"
    return MailboxError(f'{place} has no folder "{folder}" ({_quote(words)}); {there_are}.', permanent=True)


def closed_folder(place: Place, folder: str, words: str) -> MailboxError:
    """The folder is there, yet may not be opened."""
    return MailboxError(
        f'{place} does not open the folder "{folder}": {_quote(words)}.',
        permanent=not is_passing(words),
        retry_after=retry_after(words),
    )


def nearest_first(folder: str, existing: Sequence[str]) -> list[str]:
    """Names of folders, those most like `folder` first, whatever separates their levels."""

    def likeness(name: str) -> float:
        return difflib.SequenceMatcher(None, _comparable(folder), _comparable(name)).ratio()

    return sorted(existing, key=likeness, reverse=True)


def _comparable(folder: str) -> str:
    return re.sub(r"[./\\]", "/", folder).casefold().removeprefix("inbox/")


def _hint(host: str) -> str:
    for domains, hint in PROVIDERS:
        if any(host.lower() == domain or host.lower().endswith(f".{domain}") for domain in domains):
            return hint
    return _OTHERWISE


def _sentence(place: Place, doing: str, error: Exception, words: str) -> str:
    if retry_after(words) is not None:
        return f"{place} asks to be left alone for a while while {doing}: {_quote(words)}."
    if TOO_MUCH in words:
        return f"{place} sent far more than was asked for while {doing}."
    if _END_OF_STREAM.search(words):
        return f"{place} closed the connection while {doing}; what is missing is fetched next time."
    if (cause := _system_error(error)) is not None:
        return _about_the_network(place, doing, cause)
    if type(error).__name__ == "abort" or "* BYE" in words:
        return f"{place} ended the session while {doing}: {_quote(words)}."
    if "command error: BAD" in words:
        return f"{place} did not accept the command while {doing}: {_quote(words)}."
    return f"{place} sent an answer that cannot be understood while {doing} ({type(error).__name__}: {_quote(words)})."


def _about_the_network(place: Place, doing: str, cause: OSError) -> str:
    if isinstance(cause, TimeoutError) and doing != CONNECTING:
        return f"{place} did not answer in time while {doing}; it is tried again later."
    return explain(cause, host=place.host, port=place.port, what=place.what)


def _system_error(error: BaseException) -> OSError | None:
    return next((link for link in _chain(error) if isinstance(link, OSError)), None)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """What led to `error`, up to the failure before it that is being recovered from."""
    while error is not None and not isinstance(error, BotError):
        yield error
        error = error.__cause__ or error.__context__


def words_of(error: BaseException) -> str:
    """What the exception says; imaplib sometimes puts the server's bytes into it as they came."""
    first = error.args[0] if error.args else ""
    text = first.decode("utf-8", "replace") if isinstance(first, bytes) else str(first)
    return _COMMAND.sub("", text)


def _quote(words: str) -> str:
    printable = "".join(character if character.isprintable() else " " for character in redact(words))
    shortened = printable if len(printable) <= LONGEST_QUOTE else printable[:LONGEST_QUOTE] + "…"
    return f'"{" ".join(shortened.split()).removesuffix(".")}"'
