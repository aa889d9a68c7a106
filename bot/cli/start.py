"""`init`: the first two files, written by asking."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.app import app
from bot.cli.output import say
from bot.errors import BotError, ConfigError
from bot.settings.values import check_address
from bot.starter import PRESETS, Answers, starter_rules, starter_settings
