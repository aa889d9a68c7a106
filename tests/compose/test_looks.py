"""The digest as a browser shows it: narrow and wide, light and dark, with nothing, little, much and odd in it.

The pictures are kept in the folder PAPERSIEVE_PICTURES names, else beside pytest's other temporary files.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from bot.compose import Templates, render, select
from tests.compose.browser import Frame, Measured, Scheme, look, needs_chromium
from tests.compose.papers import LAYOUT, NO_MAIL, ONE_HEADING, facts, hard, ordinary

pytestmark = needs_chromium

TEMPLATES = Templates()
WIDTHS = (320, 680, 1200)


def page(amount: int) -> str:
    return render(select(ordinary(amount), LAYOUT), facts(), TEMPLATES)[0].html


def without_style(html: str) -> str:
    """As a mail client shows it that drops <style>: what is inlined must do."""
    return re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)


PAGES = {
    "empty": render(select([], LAYOUT), facts(funnel=NO_MAIL), TEMPLATES)[0].html,
    "one": render(select(ordinary(1)[:1], ONE_HEADING), facts(), TEMPLATES)[0].html,
    "fourteen": page(14),
    "hard": render(select(hard(), LAYOUT), facts(), TEMPLATES)[0].html,
    "long": page(500),
    "plain": without_style(page(14)),
}
FRAMES = [Frame(f"{name}-{width}", html, width) for name, html in PAGES.items() for width in WIDTHS]


@pytest.fixture(scope="module", params=["light", "dark"])
def measured(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Measured]:
    scheme: Scheme = request.param
    folder = tmp_path_factory.mktemp("looks")
    pictures = Path(os.environ.get("PAPERSIEVE_PICTURES", folder))
    pictures.mkdir(parents=True, exist_ok=True)
    return look(FRAMES, scheme, folder, pictures / f"digest-{scheme}.png")


def test_nothing_sticks_out_of_the_page(measured: list[Measured]) -> None:
    assert {one.name: one.overflow for one in measured if one.overflow} == {}


def test_all_text_has_the_contrast_of_wcag_aa(measured: list[Measured]) -> None:
    assert {one.name: one.contrast for one in measured if one.contrast} == {}


def test_links_are_high_enough_to_tap(measured: list[Measured]) -> None:
    assert {one.name: one.tap for one in measured if one.tap} == {}


def test_the_digest_is_never_wider_than_680_pixels(measured: list[Measured]) -> None:
    assert {one.name for one in measured if not 300 <= one.sheet <= 680} - {"plain-320"} == set()


def test_every_page_was_looked_at(measured: list[Measured]) -> None:
    assert {one.name for one in measured} == {frame.name for frame in FRAMES}
    assert min(one.texts for one in measured) >= 5
    assert max(one.texts for one in measured) >= 400
