"""Issues as pages in a folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bot.deliver.channels import Folder
from bot.errors import DeliveryError
from tests.deliver.samples import delivery, issue


def nothing() -> None:
    """No one to tell."""


def test_an_issue_becomes_a_page_an_index_line_and_a_feed_entry(tmp_path: Path) -> None:
    Folder(path=tmp_path / "out").send(delivery(), nothing)
    names = {page.name for page in (tmp_path / "out").iterdir()}
    assert names == {"2026-05-06T0700-UTC-reasoning.html", "index.html", "feed.xml"}
    assert '<a href="2026-05-06T0700-UTC-reasoning.html">3 papers &amp; more</a>' in (
        tmp_path / "out/index.html"
    ).read_text(encoding="utf-8")
    entry = ElementTree.parse(tmp_path / "out/feed.xml").find("{*}entry/{*}title")
    assert entry is not None
    assert entry.text == "3 papers & more"


def test_sending_twice_leaves_one_page(tmp_path: Path) -> None:
    channel = Folder(path=tmp_path)
    channel.send(delivery(), nothing)
    channel.send(delivery(attempts=1), nothing)
    assert len(list(tmp_path.glob("2026*.html"))) == 1


def test_a_slot_cannot_lead_out_of_the_folder(tmp_path: Path) -> None:
    Folder(path=tmp_path / "out").send(delivery(of=issue(slot="../../etc/passwd")), nothing)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_folder_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DeliveryError, match=r"The folder .*/file/out cannot be written: not a directory\.") as caught:
        Folder(path=tmp_path / "file" / "out").send(delivery(), nothing)
    assert not caught.value.permanent


def test_the_point_of_no_return_is_announced_before_the_page_is_there(tmp_path: Path) -> None:
    pages_then: list[int] = []
    announce: Callable[[], None] = lambda: pages_then.append(len(list(tmp_path.glob("*.html"))))  # noqa: E731
    Folder(path=tmp_path).send(delivery(), announce)
    assert pages_then == [0]
