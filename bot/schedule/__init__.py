"""When things are due: crontab(5) lines and a few forms of plain language, right on both nights the clocks change."""

from bot.schedule.plain import FOR_EDITORS, FORMS, Schedule, parse_schedule

__all__ = ["FORMS", "FOR_EDITORS", "Schedule", "parse_schedule"]
