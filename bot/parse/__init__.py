"""Stage 2 of 6: RawMail → Mail → Mentions. Pure: bytes in, a Reading out, never an exception."""

from __future__ import annotations

from bot.parse.reading import knows_sender, read_mail, source_names

__all__ = ["knows_sender", "read_mail", "source_names"]
