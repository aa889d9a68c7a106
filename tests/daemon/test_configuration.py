"""Files change while they are in force: when that is noticed, and what is taken over."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.daemon.configuration import FileWatch, load_configuration
from bot.errors import ConfigError
from tests.daemon.household import Household, household


@pytest.fixture
def home(tmp_path: Path) -> Household:
    return household(tmp_path)


def news(watch: FileWatch, home: Household, times: int = 2) -> list[bool]:
    """Whether there are news, each time the watch is asked."""
    configuration = home.configuration()
    return [watch.has_news(configuration) for _ in range(times)]


def test_untouched_files_are_no_news(home: Household) -> None:
    assert news(FileWatch(), home, times=3) == [False, False, False]


@pytest.mark.parametrize("name", ["papersieve.yaml", "rules.yaml", "templates/digest.txt.j2"])
def test_a_file_is_news_once_it_has_come_to_rest(home: Household, name: str) -> None:
    home.write("templates/digest.txt.j2", "{{ issue.subject }}\n")
    configuration, watch = home.configuration(), FileWatch()
    answers = [watch.has_news(configuration)]
    for _ in range(2):
        home.write(name, "half of it")
        answers.append(watch.has_news(configuration))
    answers.append(watch.has_news(configuration))
    assert answers == [False, False, False, True]


def test_a_template_that_is_new_is_news(home: Household) -> None:
    configuration, watch = home.configuration(), FileWatch()
    home.write("templates/digest.txt.j2", "{{ issue.subject }}\n")
    assert [watch.has_news(configuration), watch.has_news(configuration)] == [False, True]


def test_a_file_that_an_editor_has_taken_away_for_a_moment_is_no_harm(home: Household) -> None:
    configuration, watch = home.configuration(), FileWatch()
    written = home.settings_file.read_text(encoding="utf-8")
    home.settings_file.unlink()
    assert [watch.has_news(configuration), watch.has_news(configuration)] == [False, True]
    with pytest.raises(ConfigError):
        load_configuration(home.settings_file)
    told = configuration.acknowledged()
    home.write("papersieve.yaml", written)
    assert [watch.has_news(told), watch.has_news(told)] == [False, True]
    assert home.configuration().settings == configuration.settings


def test_what_is_wrong_is_told_once(home: Household) -> None:
    configuration, watch = home.configuration(), FileWatch()
    home.write("papersieve.yaml", "mailboxes: [")
    assert [watch.has_news(configuration), watch.has_news(configuration)] == [False, True]
    assert not watch.has_news(configuration.acknowledged())


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("papersieve.yaml", ""),
        ("papersieve.yaml", "mailboxes: [{name: files, pa"),
        ("papersieve.yaml", "mailboxes: [{name: files, path: mail}]\n"),
        ("rules.yaml", "include: [pap"),
        ("rules.yaml", "includ: [paper]\n"),
        ("rules.yaml", "include: [paper]\nexamples: [Another thing]\n"),
        ("templates/digest.html.j2", "{% if issue %}"),
    ],
)
def test_nothing_is_taken_over_by_halves(home: Household, name: str, text: str) -> None:
    home.write(name, text)
    with pytest.raises(ConfigError):
        load_configuration(home.settings_file)


@pytest.mark.parametrize("name", ["papersieve.yaml", "rules.yaml"])
def test_a_file_that_is_not_text_is_a_sentence(home: Household, name: str) -> None:
    (home.folder / name).write_bytes(b"include: [\xff\xfe\x00]\n")
    with pytest.raises(ConfigError):
        load_configuration(home.settings_file)


def test_a_folder_in_the_place_of_a_file_is_a_sentence(home: Household) -> None:
    (home.folder / "rules.yaml").unlink()
    (home.folder / "rules.yaml").mkdir()
    with pytest.raises(ConfigError):
        load_configuration(home.settings_file)
