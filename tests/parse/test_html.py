"""HTML as blocks, text of nodes, and plain text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.parse.html import Block, Link, blocks_of, html_to_text, parse_html, text_of


def test_blocks_come_in_reading_order_with_the_tag_they_stand_in() -> None:
    html = "<h3>Title</h3><table><tr><td>Left</td><td>Right</td></tr></table><p>One<p>Two<div>a<p>b</p>c</div>"
    expected = [("Title", "h3"), ("Left", "td"), ("Right", "td"), ("One", "p"), ("Two", "p"), ("a", "div"), ("b", "p")]
    assert [(block.text, block.tag) for block in blocks_of(html)] == [*expected, ("c", "div")]


def test_a_line_break_ends_a_block() -> None:
    assert [block.text for block in blocks_of("<p>one<br>two<br/><br>three</p>")] == ["one", "two", "three"]


def test_links_know_which_words_they_are_on() -> None:
    (block,) = blocks_of('<p>See <a href=" https://a.example/?x=1&amp;y=2 ">the <b>first</b> one</a> and others</p>')
    assert block.links == (Link("https://a.example/?x=1&y=2", 4, 17),)
    assert block.text[4:17] == "the first one"


def test_a_link_around_blocks_is_on_each_of_them() -> None:
    blocks = blocks_of('<a href="https://a.example"><h5>Title</h5><p>Authors</p></a>')
    assert [(block.text, block.links[0].url) for block in blocks] == [
        ("Title", "https://a.example"),
        ("Authors", "https://a.example"),
    ]


def test_two_links_side_by_side_stay_two() -> None:
    (block,) = blocks_of('<p><a href="https://a.example">A</a> <a href="https://b.example">B</a></p>')
    assert [block.text[link.start : link.end] for link in block.links] == ["A", "B"]


@pytest.mark.parametrize(
    "html",
    ["<p><b>Bold</b></p>", "<td><strong>Bold</strong></td>", "<h2>Bold</h2>", '<p style="font-weight: 700">Bold</p>'],
)
def test_text_all_in_bold_is_bold(html: str) -> None:
    assert [block.bold for block in blocks_of(html)] == [True]


def test_empty_cells_before_it_take_nothing_from_a_bold_line() -> None:
    html = "<table><tr><td>&nbsp;</td><td>\u200b</td></tr><tr><td> <b>Bold</b> </td></tr></table>"
    assert blocks_of(html) == [Block("Bold", "td", (), bold=True)]


def test_words_run_together_only_where_nothing_stands_between() -> None:
    html = "<p><b>A</b> <i>B</i><u> </u><b>C</b><img src=x> <i>D</i>2<sub>3</sub><span>E</span></p>"
    assert [block.text for block in blocks_of(html)] == ["A B C D23E"]


def test_text_partly_in_bold_is_not() -> None:
    assert [block.bold for block in blocks_of("<p><b>METHODS:</b> none</p>")] == [False]


def test_preformatted_text_keeps_its_lines() -> None:
    expected = [Block("  one\n    two\n\nthree", "pre")]
    assert blocks_of("<pre>\n  one\n    two\n\nthree</pre>") == expected
    assert [block.text for block in blocks_of('<div style="white-space:pre-wrap">a\n  b<br>c</div>')] == ["a\n  b\nc"]


def test_what_is_not_read_is_not_in_the_text() -> None:
    html = "<title>T</title><style>p{}</style><p>a<!-- AUTHOR NAME --><script>x()</script>b</p>"
    assert [block.text for block in blocks_of(html)] == ["ab"]
    assert text_of(parse_html(html)) == "ab"


def test_white_space_and_invisible_characters_are_put_in_order() -> None:
    (block,) = blocks_of("<p> a&nbsp;&nbsp;b\u200b\u202ec\u202c \n d&shy;e </p>")
    assert block.text == "a bc de"


def test_plain_text_has_a_line_for_each_line_one_sees() -> None:
    html = "<div>one</div><div>two<br>three</div><div><br></div><p>four</p><p>five</p>"
    assert html_to_text(html) == "one\ntwo\nthree\n\nfour\n\nfive"


def test_indentation_of_web_mail_copies_survives() -> None:
    html = "<div>\\\\</div><div>arXiv:2601.00001</div><div>&nbsp; We show</div><div>&nbsp; that</div>"
    assert html_to_text(html) == "\\\\\narXiv:2601.00001\n  We show\n  that"


def test_plain_text_of_preformatted_text_is_as_it_was() -> None:
    assert html_to_text("<pre>Title: A\n  b\n\\\\\n  We</pre>") == "Title: A\n  b\n\\\\\n  We"


@given(st.text(alphabet="<>/abptd \"'=!-&;\n", max_size=200))
def test_any_markup_is_survived(html: str) -> None:
    for block in blocks_of(html):
        assert all(0 <= link.start <= link.end <= len(block.text) + 1 for link in block.links)
    assert isinstance(html_to_text(html), str)
