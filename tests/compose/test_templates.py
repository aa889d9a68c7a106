"""The reader's templates before the shipped ones, and what is said of those that do not work."""

from __future__ import annotations

import dataclasses
import os
import re
from pathlib import Path

import pytest

from bot.compose import Templates, check_templates, render, select
from bot.compose.card import Card, Line
from bot.compose.card.authors import Author, Byline
from bot.compose.card.links import Link
from bot.compose.card.text import Marked, Run
from bot.compose.funnel import Activity, Nothing
from bot.compose.samples import sample_views
from bot.compose.templates import highlight, isolated, shipped_folder
from bot.compose.view import Excluded, Heading, SectionView, View
from bot.errors import ConfigError
from tests.compose.papers import LAYOUT, facts, ordinary

DOCUMENTATION = (Path(__file__).parents[2] / "docs" / "templates.md").read_text(encoding="utf-8")
SHOWN = (View, SectionView, Heading, Excluded, Activity, Nothing, Card, Line, Byline, Author, Link, Marked, Run)


def own(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name.replace('__', '.')}.j2").write_text(text, encoding="utf-8")
    return folder


def html_with(folder: Path) -> str:
    return render(select(ordinary(2), LAYOUT), facts(), Templates(folder))[0].html


def test_the_shipped_templates_lay_out_every_sample() -> None:
    check_templates(Templates())


def test_a_folder_that_does_not_exist_is_no_error(tmp_path: Path) -> None:
    check_templates(Templates(tmp_path / "templates"))


def test_the_readers_file_replaces_the_shipped_one_and_no_other(tmp_path: Path) -> None:
    html = html_with(own(tmp_path, card__html="<p>mine: {{ card.title }}</p>"))

    assert "<p>mine: When Do Process" in html
    assert "Tuesday 6 May 2025" in html


def test_colours_can_be_changed_alone(tmp_path: Path) -> None:
    html = html_with(own(tmp_path, style__css="h1 { color: #123456; }"))

    assert 'style="color:#123456"' in html.replace(": #", ":#").replace(';"', '"')


def test_a_file_of_the_readers_own_can_be_included(tmp_path: Path) -> None:
    html = html_with(own(tmp_path, card__html='{% include "mine.html.j2" %}', mine__html="<p>own file</p>"))

    assert "<p>own file</p>" in html


def test_the_documented_example_works(tmp_path: Path) -> None:
    example = re.findall(r"```jinja\n(.*?)```", DOCUMENTATION, flags=re.DOTALL)[0]

    check_templates(Templates(own(tmp_path, card__html=example)))


@pytest.mark.parametrize("kind", SHOWN, ids=lambda kind: kind.__name__)
def test_everything_a_template_is_given_is_documented(kind: type) -> None:
    properties = [name for name, value in vars(kind).items() if isinstance(value, property)]
    names = [field.name for field in dataclasses.fields(kind)] + properties

    assert [name for name in names if f"`{name}`" not in DOCUMENTATION] == []


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("one\n{% if %}", 2, "Expected an expression"),
        ("one\ntwo\n{{ card.nonsense }}", 3, "no attribute 'nonsense'"),
        ("{{ nonsense }}", 1, "'nonsense' is undefined"),
        ("{% for x in card.links %}\n{{ x + 1 }}{% endfor %}", 2, "unsupported operand"),
        ("{{ 1 / 0 }}", 1, "division by zero"),
        ("\n{{ card.title|nofilter }}", 2, "No filter named 'nofilter'"),
        ('\n\n{% include "missing.html.j2" %}', 3, "missing.html.j2"),
        ("{{ ''.__class__.__mro__ }}", 1, "unsafe"),
        ("{% for n in range(10 ** 9) %}{% endfor %}", 1, "Range too big"),
        ('{% include "card.html.j2" %}', 1, "recursion"),
        ("{{ card.title", 1, "unexpected end of template"),
    ],
)
def test_a_broken_template_is_named_with_its_line(tmp_path: Path, text: str, line: int, what: str) -> None:
    folder = own(tmp_path, card__html=text)

    with pytest.raises(ConfigError, match=rf"card\.html\.j2:{line}: .*{re.escape(what)}"):
        check_templates(Templates(folder))


def test_a_template_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "card.html.j2").write_bytes(b"\xff\xfe")

    with pytest.raises(ConfigError, match="cannot be read"):
        Templates(tmp_path)


def test_an_include_cannot_leave_the_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.j2").write_text("secret")
    folder = tmp_path / "templates"
    folder.mkdir()

    with pytest.raises(ConfigError, match=r"there is no template '\.\./secret\.j2'"):
        check_templates(Templates(own(folder, card__html='{% include "../secret.j2" %}')))


def test_an_edit_takes_effect_only_when_templates_are_read_anew(tmp_path: Path) -> None:
    templates = Templates(own(tmp_path, card__html="<p>first</p>"))
    own(tmp_path, card__html="<p>second {{ broken</p>")

    assert "<p>first</p>" in render(select(ordinary(2), LAYOUT), facts(), templates)[0].html


def test_a_template_with_pre_keeps_its_indentation(tmp_path: Path) -> None:
    html = html_with(own(tmp_path, card__html="<pre>\n  two\n    four\n</pre>"))

    assert "  two\n    four" in html


def test_styles_and_pictures_are_never_fetched(tmp_path: Path) -> None:
    sheet = (
        '<!DOCTYPE html><html><head><link rel="stylesheet" href="http://127.0.0.1:1/x.css"></head><body>x</body></html>'
    )

    assert "x" in html_with(own(tmp_path, digest__html=sheet))


def test_the_samples_show_every_kind_of_digest() -> None:
    samples = list(sample_views())

    assert any(sample.nothing for sample in samples)
    assert any(sample.parts > 1 for sample in samples)
    assert any(sample.rest for sample in samples)
    assert any(not sample.next_issue for sample in samples)


def test_shipped_templates_are_found_from_any_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert {"digest.html.j2", "digest.txt.j2"} <= set(os.listdir(shipped_folder()))


def test_matches_are_escaped_and_bold() -> None:
    assert highlight(Marked("a <i> & b", ((2, 5),))) == "a <b>&lt;i&gt;</b> &amp; b"


@pytest.mark.parametrize(("text", "html"), [("plain & simple", "plain &amp; simple"), ("שלום", "<bdi>שלום</bdi>")])
def test_only_text_that_runs_from_right_to_left_is_isolated(text: str, html: str) -> None:
    assert isolated(text) == html
