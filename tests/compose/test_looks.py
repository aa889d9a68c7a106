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

FAULTY = '<p style="width:500px;color:#999;background:#fff">wide and pale</p><p class="links"><a href="#">x</a></p>'


@pytest.fixture(scope="module")
def frames() -> list[Frame]:
    """Every page at 320 pixels, those that may differ at 680, one at 1200, and one that is wrong in all respects."""
    templates = Templates()
    (empty,) = render(select([], LAYOUT), facts(funnel=NO_MAIL), templates)
    (one,) = render(select(ordinary(1)[:1], ONE_HEADING), facts(), templates)
    (fourteen,) = render(select(ordinary(14), LAYOUT), facts(), templates)
    (odd,) = render(select(hard(), LAYOUT), facts(), templates)
    first, *_ = render(select(ordinary(500), LAYOUT), facts(), templates)
    plain = without_style(fourteen.html)
    return [
        Frame("empty-320", empty.html, 320),
        Frame("one-320", one.html, 320),
        Frame("fourteen-320", fourteen.html, 320),
        Frame("odd-320", odd.html, 320),
        Frame("long-320", first.html, 320),
        Frame("plain-320", plain, 320),
        Frame("fourteen-680", fourteen.html, 680),
        Frame("odd-680", odd.html, 680),
        Frame("plain-680", plain, 680),
        Frame("fourteen-1200", fourteen.html, 1200),
        Frame("faulty", FAULTY, 320),
    ]


def without_style(html: str) -> str:
    """As a mail client shows it that drops <style>: what is inlined must do."""
    return re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)


@pytest.fixture(scope="module", params=["light", "dark"])
def looked_at(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, frames: list[Frame]
) -> dict[str, Measured]:
    scheme: Scheme = request.param
    folder = tmp_path_factory.mktemp("looks")
    pictures = Path(os.environ.get("PAPERSIEVE_PICTURES", folder))
    pictures.mkdir(parents=True, exist_ok=True)
    return {one.name: one for one in look(frames, scheme, folder, pictures / f"digest-{scheme}.png")}


@pytest.fixture(scope="module")
def measured(looked_at: dict[str, Measured]) -> dict[str, Measured]:
    return {name: one for name, one in looked_at.items() if name != "faulty"}


def test_the_instrument_sees_faults(looked_at: dict[str, Measured]) -> None:
    faulty = looked_at["faulty"]

    assert faulty.overflow
    assert faulty.contrast
    assert faulty.tap
    assert sum(one.texts for one in looked_at.values()) > 1000


def test_nothing_sticks_out_of_the_page(measured: dict[str, Measured]) -> None:
    assert {name: one.overflow for name, one in measured.items() if one.overflow} == {}


def test_all_text_has_the_contrast_of_wcag_aa(measured: dict[str, Measured]) -> None:
    assert {name: one.contrast for name, one in measured.items() if one.contrast} == {}


def test_links_are_high_enough_to_tap(measured: dict[str, Measured]) -> None:
    assert {name: one.tap for name, one in measured.items() if one.tap} == {}


def test_the_digest_is_never_wider_than_680_pixels(measured: dict[str, Measured]) -> None:
    assert {name: one.sheet for name, one in measured.items() if not 280 <= one.sheet <= 680} == {}
