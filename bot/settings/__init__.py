"""The settings file as one frozen model: where mail is read, what digests are made of it, how they are sent.

The parts that a stage uses are that stage's own models; here they are united and checked against each other. Rules
files are named here and read by `bot.rules`.
"""

from bot.settings.digests import DigestSettings, Recipient, ViaFolder, ViaImap
from bot.settings.files import find_settings, load_settings
from bot.settings.model import KeepSettings, Outlet, Settings, SourcesSettings

__all__ = [
    "DigestSettings",
    "KeepSettings",
    "Outlet",
    "Recipient",
    "Settings",
    "SourcesSettings",
    "ViaFolder",
    "ViaImap",
    "find_settings",
    "load_settings",
]
