"""Stage 5 of 6, verdicts → issue: which papers stand where, how they look, and the mail as bytes.

    select   judged papers, layout   → Selection    sections, rest, near misses, what was excluded
    render   selection, facts        → Issue(s)     laid out, cut to what mail clients show, frozen

Pure functions: no clock, no network; the template folder is read when `Templates` is made. Words for reasons come
from the caller, sending is left to `deliver`.
"""

from bot.compose.facts import IssueFacts
from bot.compose.rendering import render
from bot.compose.samples import check_templates
from bot.compose.selection import FilledSection, Judged, Selection, select
from bot.compose.templates import Templates

__all__ = [
    "FilledSection",
    "IssueFacts",
    "Judged",
    "Selection",
    "Templates",
    "check_templates",
    "render",
    "select",
]
