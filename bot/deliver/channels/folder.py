"""Writes each issue as a page into a folder, with an index of all pages and an Atom feed (RFC 4287) beside them."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from html import escape, unescape
from pathlib import Path
from xml.etree import ElementTree

from pydantic import BaseModel, ConfigDict

from bot.errors import DeliveryError, reason
from bot.models import Delivery, Issue, Receipt
from bot.written_path import WrittenPath

ATOM = "http://www.w3.org/2005/Atom"
FEED_LENGTH = 50
TITLE = re.compile(rb"<title>(.*?)</title>", re.DOTALL)


class Folder(BaseModel):
    """A folder for pages, one per issue. What is in it besides is left alone."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    path: WrittenPath

    def send(self, delivery: Delivery, on_point_of_no_return: Callable[[], None]) -> Receipt:
        """Write the issue's page, then index and feed anew. A second time writes the same files again."""
        issue = delivery.issue
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            on_point_of_no_return()
            page = self.path / f"{page_name(issue)}.html"
            _replace(page, issue.html.encode("utf-8"))
            _write_overviews(self.path, issue)
        except OSError as error:
            raise DeliveryError(
                f"The folder {self.path} cannot be written: {reason(error)}.", permanent=False
            ) from error
        return Receipt(reply=str(page))


def page_name(issue: Issue) -> str:
    """File name of an issue: digest, slot and part, with nothing in it that a path could trip over."""
    part = f"-part-{issue.part}" if issue.part > 1 else ""
    return re.sub(r"[^\w.-]+", "-", f"{issue.slot.replace(':', '')}-{issue.digest}{part}").strip("-.")


def _write_overviews(folder: Path, issue: Issue) -> None:
    pages = sorted((page for page in folder.glob("*.html") if page.name != "index.html"), reverse=True)
    titled = [(page, _title_of(page)) for page in pages]
    _replace(folder / "index.html", _index(titled).encode("utf-8"))
    _replace(folder / "feed.xml", _feed(titled[:FEED_LENGTH], issue))


def _title_of(page: Path) -> str:
    with page.open("rb") as file:
        found = TITLE.search(file.read(20_000))
    return " ".join(unescape(found[1].decode("utf-8", "replace")).split()) if found else page.stem


def _index(titled: Iterable[tuple[Path, str]]) -> str:
    items = "\n".join(f'<li><a href="{escape(page.name)}">{escape(title)}</a></li>' for page, title in titled)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>papersieve: issues</title>\n'
        '<meta name="viewport" content="width=device-width">'
        '<link rel="alternate" type="application/atom+xml" href="feed.xml">\n'
        "<style>body{font:16px/1.5 system-ui,sans-serif;max-width:42em;margin:2em auto;padding:0 1em;"
        "color-scheme:light dark}li{margin:.4em 0}</style></head>\n"
        f"<body><h1>Issues</h1>\n<ul>\n{items}\n</ul></body></html>\n"
    )


def _feed(titled: Iterable[tuple[Path, str]], issue: Issue) -> bytes:
    ElementTree.register_namespace("", ATOM)
    feed = ElementTree.Element(f"{{{ATOM}}}feed")
    _add(feed, "title", f"papersieve: {issue.digest}")
    _add(feed, "id", f"urn:papersieve:{issue.digest}")
    _add(feed, "updated", issue.composed_at.astimezone(UTC).isoformat())
    for page, title in titled:
        entry = ElementTree.SubElement(feed, f"{{{ATOM}}}entry")
        _add(entry, "title", title)
        _add(entry, "id", f"urn:papersieve:page:{page.stem}")
        _add(entry, "updated", datetime.fromtimestamp(page.stat().st_mtime, UTC).isoformat())
        ElementTree.SubElement(entry, f"{{{ATOM}}}link", href=page.name)
        _add(ElementTree.SubElement(entry, f"{{{ATOM}}}author"), "name", "papersieve")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(feed, encoding="unicode").encode("utf-8")


def _add(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, f"{{{ATOM}}}{name}").text = text


def _replace(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, and so that it outlasts a power cut."""
    unfinished = path.with_name(f".{path.name}.tmp")
    with unfinished.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
