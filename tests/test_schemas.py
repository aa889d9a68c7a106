"""The JSON Schemas for editors: as published, accepting what may be written, refusing what they can see is wrong."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from check_jsonschema.parsers.yaml import construct_yaml_implementation, impl2loader
from jsonschema import Draft202012Validator

from bot.cli.check import schemas
from bot.cli.start import shipped_schemas
from bot.starter import PRESETS, Answers, starter_rules, starter_settings
from tests.documents import EXAMPLES, ROOT, blocks

SCHEMAS: dict[str, dict[str, Any]] = schemas()
PUBLISHED = {"settings": ROOT / "config/papersieve.schema.json", "rules": ROOT / "config/rules.schema.json"}
load_yaml = impl2loader(construct_yaml_implementation(pure=True))


def complaints(which: str, text: str) -> list[str]:
    """What an editor would underline."""
    errors = Draft202012Validator(SCHEMAS[which]).iter_errors(load_yaml(io.BytesIO(text.encode())))
    return [error.message for error in errors]


def which_of(path: Path) -> str:
    return "rules" if path.name.startswith("rules") else "settings"


# ── as published ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("which", PUBLISHED)
def test_the_published_schema_is_that_of_the_models(which: str) -> None:
    published = json.loads(PUBLISHED[which].read_text(encoding="utf-8"))
    assert published == SCHEMAS[which], "run `make schemas`"


@pytest.mark.parametrize("which", PUBLISHED)
def test_the_schema_is_a_schema(which: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[which])


def parts(which: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every mapping with keys of its own, by its name."""
    definitions = {which: SCHEMAS[which], **SCHEMAS[which]["$defs"]}
    for name, definition in definitions.items():
        for branch in (definition, *definition.get("anyOf", ())):
            if "properties" in branch:
                yield name, branch


@pytest.mark.parametrize("which", PUBLISHED)
def test_no_part_takes_unknown_keys(which: str) -> None:
    assert [name for name, part in parts(which) if part["additionalProperties"] is not False] == []


@pytest.mark.parametrize("which", PUBLISHED)
def test_every_key_says_what_it_is_for(which: str) -> None:
    silent = [
        f"{name}.{key}"
        for name, part in parts(which)
        for key, member in part["properties"].items()
        if not (member.get("description") or "$ref" in member) and name != "Points"
    ]
    assert silent == []


def test_descriptions_are_sentences_about_the_key() -> None:
    digest = SCHEMAS["settings"]["$defs"]["DigestSettings"]["properties"]
    assert digest["rules"]["description"] == "Its rules file."
    assert digest["paused_until"]["description"] == "Papers wait until that day."
    assert SCHEMAS["settings"]["$defs"]["Smtp"]["properties"]["from"]["description"] == "Who the digest comes from."


# ── what it accepts ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_the_example_files_are_accepted_and_name_their_schema(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    name = PUBLISHED[which_of(path)].name
    assert text.startswith(f"# yaml-language-server: $schema={name}\n")
    assert complaints(which_of(path), text) == []


@pytest.mark.parametrize("block", blocks("yaml"), ids=lambda block: block.label)
def test_whatever_the_pages_show_is_accepted(block: Any) -> None:
    told = complaints("settings" if block.is_settings else "rules", block.text)
    assert [words for words in told if "is a required property" not in words] == []


@pytest.mark.parametrize("provider", PRESETS)
@pytest.mark.parametrize("by_smtp", [True, False])
def test_what_init_writes_is_accepted(provider: str, by_smtp: bool) -> None:
    text = starter_settings(Answers(provider, "me@example.org", send_by_smtp=by_smtp), shipped_schemas())
    assert text.splitlines()[0] == f"# yaml-language-server: $schema={PUBLISHED['settings'].as_uri()}"
    assert complaints("settings", text) == []


def test_the_rules_that_init_writes_are_accepted() -> None:
    text = starter_rules(["GRPO", "C#"], ["Y. LeCun"], ["in vivo"], schemas=shipped_schemas())
    assert text.splitlines()[0] == f"# yaml-language-server: $schema={PUBLISHED['rules'].as_uri()}"
    assert complaints("rules", text) == []
    assert complaints("rules", starter_rules()) == []


def test_where_there_is_no_schema_none_is_named(tmp_path: Path) -> None:
    assert starter_rules(schemas=tmp_path).startswith("# papersieve:")


ACCEPTED_RULES = [
    "include: GRPO",
    "include: ['/a b/', '/a/i', ' a', 'and/or']",
    "include: [2024, 1e3, no, on, '@set']",  # what stands in the file is text, whatever YAML makes of it
    "paused_until: 2027-02-01",
    "paused_until: '2027-02-01'",
    "terms: {größe-1.b: [a, b], c: d}",
    "rules: [{id: 7, when: {sources: 2, upvotes: '>= 40', age: < 2 Weeks}, then: {score: {title: 1.5}, tag: a}}]",
    "rules: [{id: r, when: {any: {title: a}, at_least: {2: [{title: a}, {venue: b}]}}, then: {exclude: hard}}]",
    "rules: [{id: r, when: {id: 2303.08867}, then: {pin: true, exclude: false}, examples: [a, {title: b}]}]",
    "examples: [a, {title: b, age: 3 days, expect: {score: 3, rule: [a, b], excluded: soft}}]",
    "digest: {order: score, sections: [{title: A, min_score: -1.5, limit: 3}]}",
]


@pytest.mark.parametrize("text", ACCEPTED_RULES)
def test_every_way_to_write_rules_is_accepted(text: str) -> None:
    assert complaints("rules", text) == []


SETTINGS = """\
mailboxes:
  - {name: a, host: imap.example.org, user: me, password: {env: X}, folders: [INBOX, {name: P, take: everything}]}
digests:
  - {name: d, rules: rules.yaml, schedule: daily at 07:00, to: [me@example.org]}
smtp: {host: smtp.example.org, from: me@example.org}
"""
ACCEPTED_SETTINGS = [
    ("to: [me@example.org]", "to: me@example.org"),
    ("to: [me@example.org]", "to: [{address: me@example.org, format: text}]"),
    ("to: [me@example.org]", "to: {address: Me <me@example.org>}, paused_until: 2027-01-07"),
    ("to: [me@example.org]", "via: smtp"),
    ("imap.example.org", "'[::1]'"),
    ("imap.example.org", "'::1'"),
    ("to: [me@example.org]", "via: [{imap: {mailbox: a, folder: D}}, {folder: out/}]"),
    ("schedule: daily at 07:00", "schedule: 0 7 * * mon-fri"),
    ("schedule: daily at 07:00", "schedule: '*/15 7-9 * * *'"),
    ("schedule: daily at 07:00", "schedule: Weekly on Friday at 16:00"),
    ("schedule: daily at 07:00", "schedule: every 2 hours"),
    ("schedule: daily at 07:00", "schedule: as they come"),
    ("{env: X}", "{file: secret}"),
    ("{env: X}", "{command: [pass, show, gmail]}"),
    ("{env: X}", "12345678"),
    ("user: me,", "user: me, port: 993, security: tls, timeout: 2 minutes, since: 14 Days, poll: hourly,"),
    ("user: me,", "user: me, idle: false, after: leave,"),
    ("user: me,", "user: me, timeout: 60, since: 30d, take: subscriptions, senders: ['*@lab.example'],"),
]


@pytest.mark.parametrize(("old", "new"), ACCEPTED_SETTINGS)
def test_every_way_to_write_settings_is_accepted(old: str, new: str) -> None:
    assert complaints("settings", SETTINGS) == []
    assert complaints("settings", SETTINGS.replace(old, new, 1)) == []


# ── what it refuses ───────────────────────────────────────────────────────────────────────────────────

REFUSED_RULES = [
    "includes: GRPO",
    "include: []",
    "include: ''",
    "include:",
    "include: {a: b}",
    "terms: {my set: a}",
    "include: [/AlphaFold, b]",
    "include: /AlphaFold/g",
    "authors: ['@friends']",
    "authors: [[Y. LeCun]]",
    "paused_until: tomorrow",
    "paused_until: 15.8.2027",
    "digest: {rest: hide}",
    "digest: {order: [score, points]}",
    "digest: {sections: [{title: A, limit: 0}]}",
    "digest: {sections: [{min_score: 3}]}",
    "digest: {select: {min_score: high}}",
    "dedup: {repeat: forget}",
    "examples: [{title: a, expect: {}}]",
    "examples: [{title: a, expects: {selected: true}}]",
    "examples: [{abstract: a}]",
    "examples: [{title: a, age: last week}]",
    "rules: {core: {when: {title: a}}}",
    "rules: [{when: {title: a}, then: {pin: true}}]",
    "rules: [{id: r, when: a, then: {pin: true}}]",
]
REFUSED_IN_A_RULE = [
    "{titel: a}", "{}", "{any: []}", "{any: [{}]}", "{title: }", "{age: 7 days}", "{upvotes: many}", "{kind: old}",
    "{has: video}", "{at_least: {0: [{title: a}]}}", "{at_least: {1: [{title: a}], 2: [{title: b}]}}",
    "{none: [{catgory: a}]}",
]  # fmt: skip
REFUSED_IN_WHAT_IT_DOES = [
    "{}", "{scores: 3}", "{score: high}", "{score: {titel: 3}}", "{exclude: soft}", "{pin: maybe}", "{pin: yes}",
    "{pin: true, exclude: true}", "{pin: true, exclude: hard}", "{score: 1000001}", "{section: ''}",
]  # fmt: skip


@pytest.mark.parametrize("text", REFUSED_RULES)
def test_a_mistake_in_rules_is_underlined(text: str) -> None:
    assert complaints("rules", text)


@pytest.mark.parametrize("when", REFUSED_IN_A_RULE)
def test_a_mistake_in_a_condition_is_underlined(when: str) -> None:
    assert complaints("rules", f"rules: [{{id: r, when: {when}, then: {{pin: true}}}}]")


@pytest.mark.parametrize("then", REFUSED_IN_WHAT_IT_DOES)
def test_a_mistake_in_what_a_rule_does_is_underlined(then: str) -> None:
    assert complaints("rules", f"rules: [{{id: r, when: {{title: a}}, then: {then}}}]")


REFUSED_SETTINGS = [
    ("host: imap", "hots: imap"),
    ("user: me,", ""),
    ("user: me,", "user: me, port: abc,"),
    ("user: me,", "user: me, port: 99999,"),
    ("user: me,", "user: me, security: ssl,"),
    ("user: me,", "user: me, verify: false,"),
    ("user: me,", "user: me, since: 14,"),
    ("user: me,", "user: me, take: all,"),
    ("user: me,", "user: me, timeout: soon,"),
    ("user: me,", "user: me, idle: true,"),
    ("user: me,", "user: me, after: seen,"),
    ("user: me,", "user: me, after: {move: Done},"),
    ("imap.example.org", "imaps://imap.example.org"),
    ("imap.example.org", "imap.example.org:993"),
    ("folders: [INBOX", "folders: [{nam: INBOX}"),
    ("{env: X}", "{evn: X}"),
    ("{env: X}", "{env: X, file: y}"),
    ("{env: X}", "{}"),
    ("daily at 07:00", "daily at noon"),
    ("daily at 07:00", "0 7 * * mon-fri 2027"),
    ("daily at 07:00", "7"),
    ("to: [me@example.org]", "to: [me at example]"),
    ("to: [me@example.org]", "to: [{address: me@example.org, format: txt}]"),
    ("to: [me@example.org]", "via: [smpt]"),
    ("to: [me@example.org]", "via: []"),
    ("to: [me@example.org]", "on_empty: never"),
    ("to: [me@example.org]", "paused_until: 15.8.2027"),
    ("from: me@example.org", "from: me"),
    ("from: me@example.org", "form: me@example.org"),
    ("smtp:", "database: mysql://db/x\nsmtp:"),
    ("smtp:", "keep: {mail: 30}\nsmtp:"),
    ("smtp:", "keep: {papers: 1 year}\nsmtp:"),
    ("smtp:", "sources: {silence_alarm: maybe}\nsmtp:"),
    ("smtp:", "stmp:"),
    ("name: d,", "name: my digest,"),
]


@pytest.mark.parametrize(("old", "new"), REFUSED_SETTINGS)
def test_a_mistake_in_settings_is_underlined(old: str, new: str) -> None:
    assert old in SETTINGS
    assert complaints("settings", SETTINGS.replace(old, new, 1))
