"""Digests as the pipeline works with them: rules compiled, templates read, every way out named and ready."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.compose import Templates
from bot.deliver.channels import Channel, Smtp, SmtpText
from bot.judge import Judge, compile_digests
from bot.pipeline import DigestPlan
from bot.rules import Rules, load_rules
from bot.settings import DigestSettings, Settings

TEXT_ONLY = ":text"


@dataclass(frozen=True)
class CompiledRules:
    """The rules of a digest, and the judge that goes by them."""

    rules: Rules
    judge: Judge


def compiled(rules: Mapping[str, Rules]) -> dict[str, CompiledRules]:
    """The rules of several digests, by their names, compiled together: what one has searched a paper for serves all."""
    judges = compile_digests([(one.ruleset, one.layout) for one in rules.values()])
    return {name: CompiledRules(one, judge) for (name, one), judge in zip(rules.items(), judges, strict=True)}


def plans_of(settings: Settings, digests: Sequence[DigestSettings]) -> list[DigestPlan]:
    """Several digests, ready to be composed; ConfigError if the rules or templates of one cannot be used."""
    rules = compiled({digest.name: load_rules(digest.rules) for digest in digests})
    templates = templates_of(settings)
    return [plan_of(settings, digest, rules[digest.name], templates) for digest in digests]


def plan_of(
    settings: Settings, digest: DigestSettings, given: CompiledRules | None = None, templates: Templates | None = None
) -> DigestPlan:
    """One digest, ready to be composed; ConfigError if its rules or templates cannot be used.

    given, templates: its rules and the templates, if they have been read already.
    """
    given = given or compiled({digest.name: load_rules(digest.rules)})[digest.name]
    rules, zone = given.rules, settings.zone
    return DigestPlan(
        name=digest.name,
        judge=given.judge,
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
