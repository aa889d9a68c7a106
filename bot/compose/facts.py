"""What an issue is told from outside: for whom and when it is, and what was counted on the way to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.models import Funnel


@dataclass(frozen=True)
class IssueFacts:
    """Everything `render` knows beside the papers. The same facts and papers always give the same bytes.

    composed_at: aware, in the reader's timezone; becomes the frozen Date.
    timezone: its name, shown beside the time of the next issue.
    sender: as in a From header, "papersieve <me@example.org>".
    next_issue_at: aware; None when issues come as they come.
    rules_path: where the reader changes the rules, as he would type it.
    empty_reason: our words for why nothing is shown, instead of those the funnel gives.
    list_id_domain: host name for Message-ID and List-Id.
    list_unsubscribe: an https or mailto address, if one is configured.
    """

    digest: str
    slot: str
    composed_at: datetime
    timezone: str
    sender: str
    funnel: Funnel
    rules_path: str
    run_id: str
    version: str
    list_id_domain: str
    instance_id: str
    next_issue_at: datetime | None = None
    empty_reason: str | None = None
    list_unsubscribe: str | None = None
