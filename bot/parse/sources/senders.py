"""Whether a mail is a source's own: by the address it comes from, and by what its body bears."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import translate
from functools import lru_cache

from bot.models import Mail


def is_from(mail: Mail, senders: tuple[str, ...]) -> bool:
    """Whether its sender fits one of these lower-case shell patterns."""
    return any_of(senders).fullmatch(mail.sender.email) is not None


@lru_cache(maxsize=256)
def any_of(senders: tuple[str, ...]) -> re.Pattern[str]:
    """Shell patterns as one pattern, for `fullmatch`."""
    return re.compile("|".join(map(translate, senders)))


def bodies_of(mail: Mail) -> Iterator[str]:
    """The bodies that are not empty, HTML before text."""
    yield from (body for body in (mail.html, mail.text) if body)


def bears(mail: Mail, mark: re.Pattern[str]) -> bool:
    """Whether one of its bodies holds the mark."""
    return any(mark.search(body) for body in bodies_of(mail))
