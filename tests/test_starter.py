"""What a newcomer is given loads as it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.rules import load_rules
from bot.settings import Outlet, Settings, load_settings
from bot.starter import PRESETS, Answers, starter_rules, starter_settings


def loaded(tmp_path: Path, answers: Answers) -> Settings:
    path = tmp_path / "papersieve.yaml"
    path.write_text(starter_settings(answers), encoding="utf-8")
    return load_settings(path)


def only_outlet(settings: Settings) -> Outlet:
    (outlet,) = settings.outlets(settings.digests[0])
    return outlet


@pytest.mark.parametrize("provider", PRESETS)
def test_the_settings_of_each_provider_load_and_send_by_smtp(tmp_path: Path, provider: str) -> None:
    settings = loaded(tmp_path, Answers(provider, "me@example.org", "Europe/Berlin"))
    assert only_outlet(settings).key == "smtp"
    assert only_outlet(settings).addresses == ("me@example.org",)
    assert settings.timezone == "Europe/Berlin"


@pytest.mark.parametrize("provider", PRESETS)
def test_without_smtp_the_digest_is_put_into_the_mailbox(tmp_path: Path, provider: str) -> None:
    settings = loaded(tmp_path, Answers(provider, "me@example.org", send_by_smtp=False))
    assert settings.smtp is None
    assert only_outlet(settings).key == f"imap:{settings.mailboxes[0].name}/Digests"


def test_own_hosts_take_the_place_of_the_presets(tmp_path: Path) -> None:
    answers = Answers("other", "me@example.org", imap_host="mail.lab.example", smtp_host="relay.lab.example")
    text = starter_settings(answers)
    assert '"mail.lab.example"' in text
    assert '"relay.lab.example"' in text


def test_microsoft_is_told_of_the_missing_sign_in() -> None:
    assert "OAuth" in starter_settings(Answers("outlook", "me@outlook.com"))


def test_icloud_wants_the_short_name_for_imap_and_the_address_for_smtp(tmp_path: Path) -> None:
    text = starter_settings(Answers("icloud", "me@icloud.com"))
    assert '    user: "me"\n' in text
    assert '  user: "me@icloud.com"\n' in text


def test_no_password_is_written_out() -> None:
    assert "password: {env: GMAIL_APP_PASSWORD}" in starter_settings(Answers("gmail", "me@gmail.com"))


@pytest.mark.parametrize(
    ("include", "authors", "exclude"),
    [
        ((), (), ()),
        (["GRPO", "process reward model*", "> 40", "a: b", 'the "best"', "no", "C#"], ["Y. LeCun"], ["in vivo"]),
    ],
)
def test_the_rules_load(tmp_path: Path, include: list[str], authors: list[str], exclude: list[str]) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text(starter_rules(include, authors, exclude), encoding="utf-8")
    assert load_rules(path).hash
