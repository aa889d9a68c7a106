"""Digests as the pipeline works with them: rules compiled, templates read, every way out named and ready."""

from __future__ import annotations

from bot.compose import Templates
from bot.deliver.channels import Channel, Smtp, SmtpText
from bot.judge import compile_rules
from bot.pipeline import DigestPlan
from bot.rules import Rules, load_rules
from bot.settings import DigestSettings, Settings

TEXT_ONLY = ":text"


def plan_of(
    settings: Settings, digest: DigestSettings, rules: Rules | None = None, templates: Templates | None = None
) -> DigestPlan:
    """One digest, ready to be composed; ConfigError if its rules or templates cannot be used.

    rules, templates: if they have been read already.
    """
    rules = rules or load_rules(digest.rules)
    zone = settings.zone
    return DigestPlan(
        name=digest.name,
        judge=compile_rules(rules.ruleset, rules.layout),
        layout=rules.layout,
        rules_hash=rules.hash,
        rules_path=str(digest.rules),
        templates=templates or templates_of(settings),
        sender=settings.sender(),
        timezone=zone,
        timezone_name=settings.timezone,
        destinations=_destinations(settings, digest),
        explain_empty=digest.on_empty == "explain" and not digest.schedule.as_they_come,
        silence_alarm=settings.sources.silence_alarm,
        next_issue_at=lambda moment: digest.schedule.next_after(moment, zone),
    )


def templates_of(settings: Settings) -> Templates:
    """The reader's templates beside the settings file before the shipped ones."""
    return Templates(settings.folder / "templates")


def _destinations(settings: Settings, digest: DigestSettings) -> tuple[tuple[str, str], ...]:
    return tuple(
        (outlet.key + (TEXT_ONLY if outlet.is_text_only(address) else ""), address)
        for outlet in settings.outlets(digest)
        for address in outlet.addresses
    )


def channels_of(settings: Settings) -> dict[str, Channel]:
    """Every channel of every digest by the key that deliveries name it by."""
    channels: dict[str, Channel] = {}
    for digest in settings.digests:
        for outlet in settings.outlets(digest):
            channels[outlet.key] = outlet.channel
            if isinstance(outlet.channel, Smtp):
                channels[outlet.key + TEXT_ONLY] = SmtpText(outlet.channel)
    return channels
