"""Whatever table of contents a publisher thinks up, every paper is read once and nothing is made one that is none."""

from __future__ import annotations

from hypothesis import given, settings

from bot.models import Address, Mail, Mention
from bot.parse.sources import generic
from tests.parse.sources.tables_of_contents import Contents, tables_of_contents


def read(contents: Contents) -> tuple[Mention, ...]:
    mail = Mail(Address("Invented Letters", "alerts@house.example"), "Invented Letters 12(3)", html=contents.html)
    return generic.extract(mail).mentions


@settings(max_examples=80)
@given(tables_of_contents())
def test_every_paper_is_found_once_and_none_is_invented(contents: Contents) -> None:
    found = [(mention.title, dict(mention.identifiers)) for mention in read(contents)]
    assert found == [(paper.title, {"doi": paper.doi}) for paper in contents.papers]


@settings(max_examples=80)
@given(tables_of_contents())
def test_authors_are_a_clean_list_and_marked_where_it_was_cut(contents: Contents) -> None:
    found = [(mention.authors, "authors" in mention.truncated) for mention in read(contents)]
    assert found == [(names, contents.cut) for names in contents.names]


@settings(max_examples=40)
@given(tables_of_contents())
def test_no_address_of_a_redirector_is_shown(contents: Contents) -> None:
    pages = [mention.url for mention in read(contents) if mention.url]
    assert all(page.startswith(("https://house.example/", "https://doi.org/")) for page in pages)
