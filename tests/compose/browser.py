"""Headless Chromium as a measuring instrument: pages side by side in frames, looked at and measured from outside."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium to look at pages with")

Scheme = Literal["light", "dark"]
_SCHEMES = {"dark": "0", "light": "1"}  # Chromium's mojom::PreferredColorScheme

# Text whose colour is the page's own; per frame: what sticks out, the worst contrasts, links too small to tap.
_MEASURE = """
const luminance = ([r, g, b]) => [r, g, b].map(v => v / 255)
  .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
  .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
const parse = text => (text.match(/[\\d.]+/g) || [0, 0, 0, 0]).map(Number);
const isOpaque = colour => colour.length === 3 || colour[3] === 1;
const background = (node, win) => {
  for (; node; node = node.parentElement) {
    const colour = parse(win.getComputedStyle(node).backgroundColor);
    if (isOpaque(colour)) return colour;
  }
  return win.matchMedia('(prefers-color-scheme: dark)').matches ? [18, 18, 18] : [255, 255, 255];
};
const contrast = (a, b) => {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
};
const say = (node, what) => `${what}: ${node.textContent.trim().slice(0, 60)}`;
const measure = frame => {
  const win = frame.contentWindow, doc = frame.contentDocument, page = doc.documentElement;
  const report = {name: frame.name, overflow: [], contrast: [], tap: [], texts: 0, sheet: 0};
  if (page.scrollWidth > win.innerWidth) report.overflow.push(`page ${page.scrollWidth} of ${win.innerWidth}`);
  const walker = doc.createTreeWalker(doc.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement, range = doc.createRange();
    range.selectNodeContents(walker.currentNode);
    const boxes = [...range.getClientRects()].filter(box => box.width && box.height);
    if (!walker.currentNode.data.trim() || !boxes.length) continue;
    report.texts += 1;
    if (boxes.some(box => box.right > win.innerWidth + 1 || box.left < -1)) report.overflow.push(say(node, 'text'));
    const ratio = contrast(parse(win.getComputedStyle(node).color), background(node, win));
    if (ratio < 4.5) report.contrast.push(say(node, ratio.toFixed(2)));
  }
  for (const link of doc.querySelectorAll('.links a, .contents a, h3, .line')) {
    const height = link.getBoundingClientRect().height;
    if (height < 24) report.tap.push(say(link, height.toFixed(1)));
  }
  const sheet = doc.querySelector('.sheet');
  report.sheet = sheet ? sheet.getBoundingClientRect().width : 0;
  return report;
};
window.onload = () => {
  document.body.dataset.report = JSON.stringify([...document.querySelectorAll('iframe')].map(measure));
};
"""


@dataclass(frozen=True)
class Frame:
    """A page shown `width` pixels wide."""

    name: str
    page: str
    width: int
    height: int = 1500


@dataclass(frozen=True)
class Measured:
    """What was found in one frame; `texts` says how much was looked at, `sheet` how wide the digest came out."""

    name: str
    overflow: Sequence[str]
    contrast: Sequence[str]
    tap: Sequence[str]
    texts: int
    sheet: float


def look(frames: Sequence[Frame], scheme: Scheme, folder: Path, picture: Path) -> list[Measured]:
    """Show the frames side by side, keep a picture of them, and measure each."""
    page = folder / f"{scheme}.html"
    page.write_text(_document(frames), encoding="utf-8")
    size = f"{sum(frame.width + 4 for frame in frames)},{max(frame.height for frame in frames)}"
    options = ("--hide-scrollbars", f"--window-size={size}", f"--screenshot={picture}", "--dump-dom")
    dumped = _run(page, scheme, folder / "profile", *options)
    report = re.search(r'data-report="([^"]*)"', dumped)
    assert report, "the page was not measured"
    return [Measured(**found) for found in json.loads(html.unescape(report[1]))]


def _document(frames: Iterable[Frame]) -> str:
    shown = "".join(
        f'<iframe name="{frame.name}" srcdoc="{html.escape(frame.page)}" '
        f'style="width:{frame.width}px;height:{frame.height}px;border:0;margin-right:4px"></iframe>'
        for frame in frames
    )
    return (
        '<!DOCTYPE html><meta charset="utf-8"><style>body{margin:0;white-space:nowrap;background:#888}</style>'
        f"<script>{_MEASURE}</script><body>{shown}</body>"
    )


def _run(page: Path, scheme: Scheme, profile: Path, *wanted: str) -> str:
    command = [
        CHROMIUM or "chromium",
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        f"--blink-settings=preferredColorScheme={_SCHEMES[scheme]}",
        f"--user-data-dir={profile}",
        *wanted,
        page.as_uri(),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    return done.stdout
