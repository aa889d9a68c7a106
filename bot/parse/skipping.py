"""Mail that machines answer with: our own digests, bounces and auto-replies. Alerts are automatic too, not meant."""

from __future__ import annotations

import re

from bot.models import Mail

OWN_HEADER = "x-papersieve-issue"

_REPORTER = re.compile(r"(?:mailer-daemon|postmaster|mail-daemon|mdaemon)@", re.I)
_REPORT = re.compile(
    r"undeliver|un-?zustellbar|delivery (?:status|fail|delay)|(?:mail|message) (?:delivery|system)|returned mail"
    r"|failure notice"
    r"|could not be delivered|nicht zugestellt|non remis|no se pudo entregar|mail delivery",
    re.I,
)


def is_skipped(mail: Mail) -> bool:
    """Whether nothing is to be read out of this mail.

    `Auto-Submitted: auto-generated` is what alerts themselves carry (RFC 3834 §5), `auto-replied` are vacation notes.
    """
    return OWN_HEADER in mail.headers or _is_reply(mail) or _is_bounce(mail)


def _is_reply(mail: Mail) -> bool:
    headers = mail.headers
    if headers.get("auto-submitted", "").lower().startswith("auto-replied"):
        return True
    if headers.get("precedence", "").lower() in ("auto_reply", "auto-reply"):
        return True
    return any(headers.get(name, "no").lower() != "no" for name in ("x-autoreply", "x-autorespond", "x-auto-reply"))


def _is_bounce(mail: Mail) -> bool:
    kind = mail.headers.get("content-type", "").lower()
    if kind.startswith("multipart/report") or "x-failed-recipients" in mail.headers:
        return True
    no_way_back = mail.headers.get("return-path", "").replace(" ", "") == "<>"
    by_daemon = bool(_REPORTER.match(mail.sender.email)) or no_way_back
    return by_daemon and (
        bool(_REPORT.search(mail.subject)) or (bool(_REPORTER.match(mail.sender.email)) and no_way_back)
    )
