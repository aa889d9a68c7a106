"""Plain text that a mail program made HTML of is text again; what says more stays HTML."""

from __future__ import annotations

import pytest

from bot.parse.disguise import text_in


@pytest.mark.parametrize(
    "html",
    [
        "one<br>two<br><br>three",
        "<div>one</div><div>two</div><div><br></div><div>three</div>",
        '<p class="MsoPlainText">one</p><p class="MsoPlainText">two</p><p><o:p>&nbsp;</o:p></p><p>three</p>',
        "<pre>one\ntwo\n\nthree</pre>",
        "<P><FONT SIZE=2>one<BR>\ntwo<BR>\n<BR>\nthree</FONT></P>",
    ],
)
def test_lines_are_lines_again(html: str) -> None:
    assert text_in(html) == "one\ntwo\n\nthree\n"


def test_addresses_made_links_are_text() -> None:
    html = 'see &lt;<a href="https://filter.example/?u=x">https://a.example/?b=1&amp;c=2</a>&gt;, <a href=x>a@b.org</a>'
    assert text_in(html) == "see <https://a.example/?b=1&c=2>, a@b.org\n"


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://a.example">Title</a>',
        "<h3>one</h3>two",
        "<ul><li>one</ul>",
        "<b>one</b><br>two",
        "<p style='font-weight:700'>one",
    ],
)
def test_html_that_says_more_than_text_stays(html: str) -> None:
    assert text_in(html) is None
