"""From what the reader wrote to what the pipeline works with: mailboxes, plans of digests, slots, the store."""

from __future__ import annotations

from bot.assembly.data import data_folder, sole_worker
from bot.assembly.digests import CompiledRules, channels_of, compiled, plan_of, plans_of, templates_of
from bot.assembly.mailboxes import Mailbox, OpenMailbox, folders_of, is_subscription, opened
from bot.assembly.slots import coming_slot, last_due, manual_slot, slot_of

__all__ = [
    "CompiledRules",
    "Mailbox",
    "OpenMailbox",
    "channels_of",
    "coming_slot",
    "compiled",
    "data_folder",
    "folders_of",
    "is_subscription",
    "last_due",
    "manual_slot",
    "opened",
    "plan_of",
    "plans_of",
    "slot_of",
    "sole_worker",
    "templates_of",
]
