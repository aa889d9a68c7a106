"""Journals that stand by themselves beside all titles of a list."""

from __future__ import annotations

from bot.parse.html import Block
from bot.parse.sources.columns import journals_beside, named_like_people

TITLES = ("Hedges after frost", "Lawns before rain", "Moles in beds")


def _list(names: tuple[str, ...], *, above: bool) -> tuple[list[Block], list[int]]:
    lines, titles = [Block("Your papers", "p")], []
    for title, name in zip(TITLES, names, strict=True):
        lines += [Block(name, "td")] if above else []
        titles.append(len(lines))
        lines += [Block(title, "td"), *([] if above else [Block(name, "td")]), Block("Ada Okafor, Bo Chen", "td")]
    return lines, titles


def test_some_names_tell_what_all_are() -> None:
    names = ("Annals of Hedges", "Lawn Care", "Journal of Moles")
    assert [*journals_beside(*_list(names, above=True)).values()] == [*names]


def test_fewer_will_do_between_title_and_people() -> None:
    names = ("Annals of Hedges", "Lawn Care", "Shed Research")
    assert [*journals_beside(*_list(names, above=False)).values()] == [*names]
    assert journals_beside(*_list(names, above=True)) == {}


def test_sections_and_kinds_are_none() -> None:
    assert journals_beside(*_list(("Behaviour", "Ecology", "Genetics"), above=True)) == {}
    assert journals_beside(*_list(("Annals of Hedges", "Research Article", "Journal of Moles"), above=True)) == {}
    assert journals_beside(*_list(("Annals of Hedges",) * 3, above=True)) == {}


def test_a_table_says_which_column_is_the_source() -> None:
    rows = [
        (title, "Ada Okafor, Bo Chen", name) for title, name in zip(TITLES, ("Beds", "Lawns", "Moles"), strict=True)
    ]
    lines = [Block(head, "th") for head in ("Title", "Authors", "Source")]
    lines += [Block(cell, "td") for row in rows for cell in row]
    assert [*journals_beside(lines, [3, 6, 9]).values()] == ["Beds", "Lawns", "Moles"]
    assert journals_beside(lines[3:], [0, 3, 6]) == {}


def test_journals_that_read_like_people_are_those_several_titles_share() -> None:
    lines, titles = _list(("Pond Processes", "Pond Processes", "Ecology of Moles"), above=False)
    assert named_like_people(lines, titles) == {2, 5}
    assert [*journals_beside(lines, titles).values()] == ["Pond Processes", "Pond Processes", "Ecology of Moles"]
    unshared, _ = _list(("Pond Processes", "Lawn Care", "Ecology of Moles"), above=False)
    assert named_like_people(unshared, titles) == set()


def test_somebody_who_wrote_two_papers_is_no_journal() -> None:
    lines = [Block(text, "p") for text in (TITLES[0], "Ada Okafor", "Bo Chen", TITLES[1], "Ada Okafor", "Cy Poe")]
    assert named_like_people(lines, [0, 3]) == set()
    bare = [Block(text, "p") for text in (TITLES[0], "Ada Okafor", "Short.", TITLES[1], "Ada Okafor", "Long.")]
    assert named_like_people(bare, [0, 3]) == set()
