"""An issue and a delivery to send about."""

from __future__ import annotations

from datetime import UTC, datetime
from email.message import EmailMessage

from bot.models import Delivery, Issue

COMPOSED_AT = datetime(2026, 5, 6, 7, 0, tzinfo=UTC)
MESSAGE_ID = "<abcdefgh@papersieve.example>"


def issue(text: str = "Papers of the day\n.hidden dot\n", slot: str = "2026-05-06T07:00/UTC", part: int = 1) -> Issue:
    mail = EmailMessage()
    mail["From"] = "papersieve <sieve@example.org>"
    mail["Subject"] = "3 papers · Wed 6 May"
    mail["Message-ID"] = MESSAGE_ID
    mail.set_content(text, cte="quoted-printable")
    mail.add_alternative(f"<p>{text}</p>", subtype="html", cte="quoted-printable")
    mail.set_boundary("the-same-each-time")
    return Issue(
        digest="reasoning",
        slot=slot,
        part=part,
        message_id=MESSAGE_ID,
        subject="3 papers · Wed 6 May",
        content=mail.as_bytes(policy=mail.policy.clone(linesep="\r\n")),
        html=f"<html><head><title>3 papers &amp; more</title></head><body><p>{text}</p></body></html>",
        text=text,
        composed_at=COMPOSED_AT,
        paper_ids=(1, 2, 3),
    )


def delivery(
    recipient: str = "reader@example.org",
    *,
    queued_at: datetime = COMPOSED_AT,
    attempts: int = 0,
    channel: str = "smtp",
    of: Issue | None = None,
) -> Delivery:
    return Delivery(
        id=1,
        issue=of or issue(),
        channel=channel,
        recipient=recipient,
        state="queued",
        attempts=attempts,
        queued_at=queued_at,
        next_at=queued_at,
    )
