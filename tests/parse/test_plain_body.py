"""What was done to a plain body for sending is undone."""

from __future__ import annotations

import pytest

from bot.parse.plain_body import undone

FLOWED = "text/plain; format=flowed; delsp=yes"


@pytest.mark.parametrize(
    ("flowed", "text"),
    [
        ("see https://a.example/ \nb?c=1 now\nnext", "see https://a.example/b?c=1 now\nnext"),
        ("two  \nwords", "two words"),
        ("> quoted  \n> words\n> end \nmine", "> quoted words\n> end \nmine"),
        (" stuffed \n line", " stuffedline"),
        ("-- \nMe", "-- \nMe"),
    ],
)
def test_soft_line_breaks_go_with_their_space(flowed: str, text: str) -> None:
    assert undone(flowed, FLOWED) == text


@pytest.mark.parametrize("content_type", ["text/plain", "text/plain; format=flowed", "text/plain; delsp=no", ""])
def test_other_lines_stay(content_type: str) -> None:
    assert undone("a \nb", content_type) == "a \nb"


def test_a_text_file_in_the_text_is_read_and_any_other_left_out() -> None:
    text = 'A:\nbegin 644 a.txt\n$9V]O9```\n`\nend\nB:\nbegin 644 b.bin\n#``"_\n`\nend\nC'
    assert undone(text, "") == "A:\ngood\nB:\n\nC"


def test_prose_that_begins_and_ends_is_left_alone() -> None:
    assert undone("begin 644 tries\nof it\nend\n", "") == "begin 644 tries\nof it\nend\n"
