"""When things are due: crontab(5) lines and a few forms of plain language, right on both nights the clocks change."""

from bot.schedule.plain import FORMS, Schedule, parse_schedule

__all__ = ["FORMS", "Schedule", "parse_schedule"]
