"""Files people write are read strictly, every scalar as its text, and each mistake is told with its line."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, field_validator, model_validator

from bot.errors import ConfigError
from bot.yamlfile import Document, Misplaced, did_you_mean, load_yaml, validate
from bot.yamlfile.reading import LARGEST, read_yaml


def document(tmp_path: Path, text: str | bytes) -> Document:
    path = tmp_path / "f.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_yaml(path)


def refusal(tmp_path: Path, text: str | bytes) -> str:
    with pytest.raises(ConfigError) as caught:
        document(tmp_path, text)
    return str(caught.value).replace(f"{tmp_path}/", "")


# ── reading ───────────────────────────────────────────────────────────────────────────────────────────


def test_scalars_are_the_text_that_stands_in_the_file(tmp_path: Path) -> None:
    text = "terms: [no, on, Yes, 1e3, 012, 0x1F, 1_000, 2024, 2027-02-01, 12:30, .5, true, null, 'null', C#, C++]"
    expected = ["no", "on", "Yes", "1e3", "012", "0x1F", "1_000", "2024", "2027-02-01", "12:30", ".5", "true", "null"]
    assert document(tmp_path, text).data == {"terms": [*expected, "null", "C#", "C++"]}


def test_nothing_a_tilde_and_null_are_no_value_but_their_quoted_forms_are(tmp_path: Path) -> None:
    text = "a:\nb: ~\nc: null\nd: ''\ne: '~'\nf: \"null\"\n"
    expected = {"a": None, "b": None, "c": None, "d": "", "e": "~", "f": "null"}
    assert document(tmp_path, text).data == expected


def test_block_scalars_comments_and_line_ends_are_yaml(tmp_path: Path) -> None:
    text = "\ufeffa: |  # note\r\n  one\r\n  two\r\nb: >\r\n  one\r\n  two\r\n# end\r\n"
    assert document(tmp_path, text).data == {"a": "one\ntwo\n", "b": "one two\n"}


def test_what_only_yaml_1_2_allows_is_read(tmp_path: Path) -> None:
    text = 'terms: [re:x, https://example.org/a?b, std::vector]\njson: {"a":1}\n'
    expected = {"terms": ["re:x", "https://example.org/a?b", "std::vector"], "json": {"a": "1"}}
    assert document(tmp_path, text).data == expected


def test_a_line_separator_is_part_of_the_text(tmp_path: Path) -> None:
    assert document(tmp_path, "a: one\u2028two\nb: c").data == {"a": "one\u2028two", "b": "c"}


def test_every_part_has_its_line(tmp_path: Path) -> None:
    found = document(tmp_path, "# note\na:\n  b: [x,\n      y]\n  c:\n    - d: 1\n      e: 2\n    - z\n")
    paths = [("a",), ("a", "b"), ("a", "b", 1), ("a", "c", 0), ("a", "c", 0, "e"), ("a", "c", 1), ()]
    assert [found.line(path) for path in paths] == [2, 3, 4, 6, 7, 8, 2]


def test_what_is_missing_has_the_line_of_what_should_hold_it(tmp_path: Path) -> None:
    found = document(tmp_path, "a: 1\nb:\n  c: 1\n")
    assert found.line(("b", "nothing", 3)) == 2
    assert found.find(("b", "nothing")) is None


SYNTAX = [
    ("x: @diffusion", 1, 'a value that starts with @ needs quotes: write "@diffusion".'),
    ("x:\n  - @a # note", 2, 'a value that starts with @ needs quotes: write "@a".'),
    ("x: [b, @a, c]", 1, 'a value that starts with @ needs quotes: write "@a".'),
    ("x: %foo", 1, 'a value that starts with % needs quotes: write "%foo".'),
    ("x: `a`", 1, 'a value that starts with ` needs quotes: write "`a`".'),
    ("x: *cs", 1, 'a value that starts with * needs quotes: write "*cs" (YAML aliases are refused).'),
    ("x: [*a, b]", 1, 'a value that starts with * needs quotes: write "*a" (YAML aliases are refused).'),
    ("x: *.LG", 1, 'a value that starts with * needs quotes: write "*.LG"'),
    ("x: * a", 1, 'a value that starts with * needs quotes: write "* a".'),
    ("x: &a b", 1, 'a value that starts with & needs quotes: write "&a" (YAML anchors are refused).'),
    ("a: &x [1]\nb: *x", 1, 'a value that starts with & needs quotes: write "&x" (YAML anchors are refused).'),
    ("x: !!python/object a", 1, "(YAML tags are refused)."),
    ("x: !important", 1, 'a value that starts with ! needs quotes: write "!important" (YAML tags are refused).'),
    ("x: [!a]", 1, 'a value that starts with ! needs quotes: write "!a" (YAML tags are refused).'),
    ("x: >= 40", 1, 'a value that starts with > needs quotes: write ">= 40".'),
    ("x: > 40", 1, 'a value that starts with > needs quotes: write "> 40".'),
    ('x: {u: >= "4"}', 1, "a value that starts with > needs quotes: write '>= \"4\"'."),
    ("x: |a", 1, 'a value that starts with | needs quotes: write "|a".'),
    ("x: ,a", 1, "a value that starts with , needs quotes."),
    ("x: ? a", 1, "a value that starts with ? needs quotes."),
    ("<<: {a: 1}", 1, "merging with << is not supported; write the keys out."),
    ("a: 1\nb: 2\na: 3", 3, 'the key "a" stands here a second time; the first is in line 1.'),
    ('a: {"b": 1,\n b: 2}', 2, 'the key "b" stands here a second time; the first is in line 1.'),
    ("x: Foo: a study", 1, 'a value with a colon and a space in it needs quotes: write "Foo: a study".'),
    ("x:\n  - Foo: bar: c # d", 2, 'a value with a colon and a space in it needs quotes: write "bar: c".'),
    ("timezone:UTC", 1, "a space is missing after the colon: write `key: value`."),
    ("timezone:UTC\na: b", 1, "a space is missing after the colon: write `key: value`."),
    ("a: 1\ntimezone:UTC\nb: 2", 2, "a space is missing after the colon: write `key: value`."),
    ("a: 1\nhello\nb: 2", 2, '"hello" is neither `key: value` nor an item of a list (`- item`).'),
    ("x: a\n  y: b", 2, "the indentation does not fit the lines above"),
    ("  x: 1\ny: 2", 2, "the indentation does not fit the lines above"),
    ("x:\n  - a\n - b\n", 3, "the indentation does not fit the lines above"),
    ("x: - b", 1, "a list with dashes begins on a line of its own; on one line write it as [one, two]."),
    ('x: "LoRA" or "low rank"', 1, 'text goes on after the closing quote (`or "low rank"`); put the whole value in'),
    ("x: 'don't'", 1, "text goes on after the closing quote (`t'`)"),
    ('x: ["a" b]', 1, "text goes on after the closing quote (`b`)"),
    ('a: 1\nx: "abc\ny: 1\n', 2, 'the quote " that opens here is never closed.'),
    ("a: 1\nx: [a, b\ny: c\n", 2, "the [ that opens here is never closed with ]."),
    ("a: 1\nx: {a: 1\n", 2, "the { that opens here is never closed with }."),
    ("a: [1, 2]]", 1, "there is one ] too many."),
    ("a: [1,,2]", 1, "there is no value before this `,`"),
    ("x: [/a{2,3}/]", 1, "a value with { in it needs quotes inside [ ]."),
    ("x: [- a, - b]", 1, "a value that starts with a dash and a space needs quotes; inside [ ] items need no dash."),
    (r'x: "\d+"', 1, r'"\d" means nothing inside double quotes; put the value in single quotes instead.'),
    ("x:\n\t- a", 2, "there is a tab in this line where YAML wants spaces."),
    ("x:\ta", 1, "there is a tab in this line where YAML wants spaces."),
    ("a: 1\n---\nb: 1", 3, 'a second document begins here; a file holds one, so remove the "---".'),
    ("? [a]\n: b", 1, "a key must be text; a value that starts with { or [ needs quotes."),
    ("{{ a }}: 1", 1, "a key must be text; a value that starts with { or [ needs quotes."),
    ("- : a", 1, "there is nothing before the colon; a key is missing."),
    ("- a\n- b", 1, "the file should begin with a key such as `name:`, not with a list."),
    ("just words", 1, "the file should hold keys and values, one `key: value` a line; this is mere text."),
    ("a: 1\nb: \x07", 2, "this line holds the control character U+0007."),
    ('a: 1\nb: "\\0"', 2, "this text holds a NUL or half a character"),
    ('a: 1\nb: "\\ud800"', 2, "this text holds a NUL or half a character"),
]


@pytest.mark.parametrize(("text", "line", "words"), SYNTAX, ids=[text for text, _, _ in SYNTAX])
def test_what_is_no_plain_yaml_is_explained(tmp_path: Path, text: str, line: int, words: str) -> None:
    message = refusal(tmp_path, text)
    assert message.startswith(f"f.yaml:{line}: ")
    assert words in message


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing\n", "---\n", "~"])
def test_an_empty_file_is_explained(tmp_path: Path, text: str) -> None:
    assert refusal(tmp_path, text) == "f.yaml: is empty; it should hold keys and values, one `key: value` a line."


def test_another_encoding_is_named_with_its_line(tmp_path: Path) -> None:
    assert refusal(tmp_path, b"a: 1\nb: caf\xe9\n") == "f.yaml:2: byte 0xe9 is not UTF-8; save the file as UTF-8."
    assert refusal(tmp_path, "a: 1".encode("utf-16")) == "f.yaml:1: this file is UTF-16; save it as UTF-8."


def test_twenty_levels_are_deep_enough(tmp_path: Path) -> None:
    assert document(tmp_path, f"a: {'[' * 19}{']' * 19}").data
    assert refusal(tmp_path, f"a:\n  {'[' * 20}{']' * 20}") == "f.yaml:2: this is nested deeper than 20 levels."


def test_a_file_of_brackets_is_refused_and_not_recursed_into(tmp_path: Path) -> None:
    assert "nested deeper than 20 levels" in refusal(tmp_path, "a: " + "[" * 100_000)
    assert "nested deeper than 20 levels" in refusal(tmp_path, "\n".join(" " * depth + "a:" for depth in range(300)))


def test_a_bomb_of_aliases_is_refused_at_the_first_anchor(tmp_path: Path) -> None:
    bomb = 'a: &a ["x","x"]\nb: &b [*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b]\n'
    assert refusal(tmp_path, bomb).startswith("f.yaml:1: ")


def test_a_file_over_8_mib_is_refused_unread(tmp_path: Path) -> None:
    assert "is larger than 8 MiB" in refusal(tmp_path, b"#" * (LARGEST + 1))


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nowhere\.yaml: cannot be read: no such file or directory\."):
        load_yaml(tmp_path / "nowhere.yaml")
    with pytest.raises(ConfigError, match=r"cannot be read: is a directory\."):
        load_yaml(tmp_path)


@settings(max_examples=60, deadline=None)
@given(text=st.text(st.sampled_from("ab:-[]{}'\"#,&*!|>%@?\n \t~\\/0\u2028é"), max_size=40))
def test_any_text_is_read_or_refused_with_a_sentence(text: str) -> None:
    outcome = _read_or_refused(text)
    assert isinstance(outcome, dict) or (outcome.startswith("f.yaml:") and outcome.endswith((".", "?", "!", "…")))


printable = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)


@settings(max_examples=60, deadline=None)
@given(data=st.dictionaries(printable, st.lists(printable, max_size=4) | printable, min_size=1, max_size=4))
def test_any_quoted_text_is_read_as_it_stands(data: dict[str, Any]) -> None:
    assert _read_or_refused(json.dumps(data, ensure_ascii=False)) == data


def _read_or_refused(text: str) -> dict[str, Any] | str:
    try:
        return read_yaml(Path("f.yaml"), text.encode()).data
    except ConfigError as error:
        return str(error)


# ── validating ────────────────────────────────────────────────────────────────────────────────────────


class Server(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    host: str
    port: int | None = Field(default=None, ge=1, le=65535)
    kind: Literal["imap", "local"] = "imap"
    verify: bool = True
    weight: float = 1
    folders: tuple[str, ...] = Field(default=("INBOX",), min_length=1)

    @field_validator("host")
    @classmethod
    def _no_spaces(cls, host: str) -> str:
        if " " in host:
            raise ValueError("a host has no spaces")
        return host


class Here(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    path: str


def _kind(written: Any) -> str | None:
    return "server" if "host" in written else "here" if "path" in written else None


class File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    servers: tuple[Server, ...] = ()
    places: tuple[
        Annotated[Annotated[Server, Tag("server")] | Annotated[Here, Tag("here")], Discriminator(_kind)], ...
    ] = ()
    score: float | dict[Literal["title", "abstract"], float] = 0
    exclude: bool | Literal["hard"] = False
    term: str | tuple[str, ...] = ()
    either: Server | Here | None = None
    until: date | None = None
    file: str | None = None
    limits: dict[str, int] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _hosts_differ(self) -> File:
        hosts = [server.host for server in self.servers]
        twice = [position for position, host in enumerate(hosts) if host in hosts[:position]]
        if twice:
            raise Misplaced(*((("servers", position, "host"), f"{hosts[position]} again") for position in twice))
        return self


def mistakes(tmp_path: Path, text: str) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        validate(document(tmp_path, text), File)
    return str(caught.value).replace(f"{tmp_path}/", "").splitlines()


def test_text_becomes_what_the_model_wants(tmp_path: Path) -> None:
    text = "servers: [{host: 012, port: 0993, verify: no, weight: 1e3}]\nscore: 7\nexclude: true\nuntil: 2027-02-01\n"
    file = validate(document(tmp_path, text), File)
    server = file.servers[0]
    assert (server.host, server.port, server.verify, server.weight) == ("012", 993, False, 1000.0)
    assert (file.score, file.exclude, file.until) == (7.0, True, date(2027, 2, 1))


def test_a_quoted_date_is_a_date_too(tmp_path: Path) -> None:
    assert validate(document(tmp_path, 'until: "2027-02-01"'), File).until == date(2027, 2, 1)


def test_null_is_the_word_only_where_a_value_is_needed(tmp_path: Path) -> None:
    file = validate(document(tmp_path, "term: null\nfile: null\nservers: [{host: null}]"), File)
    assert (file.term, file.file, file.servers[0].host) == ("null", None, "null")


def test_null_in_a_list_is_the_word(tmp_path: Path) -> None:
    assert validate(document(tmp_path, "term: [null, no]"), File).term == ("null", "no")


MISTAKES = [
    ("sorver: 1", ['f.yaml:1: unknown key "sorver"; did you mean "servers"?']),
    ("servers: [{host: a, prot: 1}]", ['f.yaml:1: servers: unknown key "prot"; did you mean "port"?']),
    (
        "servers: [{host: a, xyzzy: 1}]",
        ['f.yaml:1: servers: unknown key "xyzzy"; known here: folders, host, kind, port, verify, weight.'],
    ),
    ("servers: [{hots: a}]", ['f.yaml:1: servers: unknown key "hots"; did you mean "host"?']),
    ("servers: [{host: a, port:1}]", ['f.yaml:1: servers: "port:1" needs a space after the colon.']),
    ("servers:\n  - port: 1", ['f.yaml:2: servers: the key "host" is missing.']),
    (
        "servers:\n  - host: a\n    port: b\n  - port: 70000",
        [
            'f.yaml:3: servers.port: expected a whole number, found "b".',
            'f.yaml:4: servers: the key "host" is missing.',
            'f.yaml:4: servers.port: must be at most 65535, found "70000".',
        ],
    ),
    ("servers: [{host: a, port: 1.5}]", ['f.yaml:1: servers.port: expected a whole number, found "1.5".']),
    ("servers: [{host: a, weight: x}]", ['f.yaml:1: servers.weight: expected a number, found "x".']),
    ("servers: [{host: a, verify: maybe}]", ['f.yaml:1: servers.verify: expected true or false, found "maybe".']),
    (
        "servers: [{host: a, kind: imaps}]",
        ['f.yaml:1: servers.kind: expected imap or local, found "imaps"; did you mean "imap"?'],
    ),
    (
        "servers: [{host: a, folders: INBOX}]",
        ['f.yaml:1: servers.folders: expected a list, found "INBOX"; write [INBOX].'],
    ),
    ("servers: [{host: a, folders: []}]", ["f.yaml:1: servers.folders: must not be empty."]),
    ("servers: [{host: a, folders: [[b]]}]", ["f.yaml:1: servers.folders: expected text, found a list."]),
    (
        "servers: {host: a}",
        ["f.yaml:1: servers: expected a list, found keys and values; begin each entry with a dash."],
    ),
    ("servers: [a]", ['f.yaml:1: servers: expected keys and values, found "a".']),
    ("servers:", ["f.yaml:1: servers: has no value; expected a list."]),
    ("servers: [{host: a b}]", ["f.yaml:1: servers.host: a host has no spaces."]),
    (
        "servers:\n - host: a\n - host: a\n - host: a",
        ["f.yaml:3: servers.host: a again.", "f.yaml:4: servers.host: a again."],
    ),
    ("score: much", ['f.yaml:1: score: expected a number or keys and values, found "much".']),
    ("score: {titel: 1}", ['f.yaml:1: score.titel: expected title or abstract, found "titel"; did you mean "title"?']),
    ("score: {title: x}", ['f.yaml:1: score.title: expected a number, found "x".']),
    ("exclude: hart", ['f.yaml:1: exclude: expected true, false or hard, found "hart"; did you mean "hard"?']),
    ("term: {a: b}", ["f.yaml:1: term: expected text or a list, found keys and values."]),
    ("term: [a, [b]]", ["f.yaml:1: term: expected text, found a list."]),
    ("either: {pth: x}", ['f.yaml:1: either: unknown key "pth"; did you mean "path"?']),
    ("either: {path: x, host: y}", ['f.yaml:1: either: the key "path" does not go with the others here.']),
    ("places: [{path: a, hosts: b}]", ['f.yaml:1: places: unknown key "hosts"; did you mean "host"?']),
    ("until: 1.2.2027", ['f.yaml:1: until: expected a date such as 2027-02-01, found "1.2.2027".']),
    ("limits: {a: b}", ['f.yaml:1: limits.a: expected a whole number, found "b".']),
]


@pytest.mark.parametrize(("text", "expected"), MISTAKES, ids=[text for text, _ in MISTAKES])
def test_mistakes_are_told_in_words(tmp_path: Path, text: str, expected: list[str]) -> None:
    found = mistakes(tmp_path, text)
    assert len(found) == len(expected)
    for line, beginning in zip(found, expected, strict=True):
        assert line.startswith(beginning)


def test_mistakes_come_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = "until: x\nscore: y\nexclude: z\nlimits: 3\nunknown: 1\n"
    assert [line.split(":")[1] for line in mistakes(tmp_path, text)] == ["1", "2", "3", "4", "5"]


def test_hundreds_of_mistakes_are_counted(tmp_path: Path) -> None:
    found = mistakes(tmp_path, "".join(f"unknown{number}: 1\n" for number in range(300)))
    assert len(found) == 51
    assert found[-1] == "f.yaml: and 250 more mistakes."


def test_what_was_written_is_shown_only_in_part(tmp_path: Path) -> None:
    (line,) = mistakes(tmp_path, f"score: {'x' * 500}")
    assert len(line) < 200


def test_validators_learn_the_folder_of_the_file(tmp_path: Path) -> None:
    class Contextual(BaseModel):
        a: str

        @field_validator("a")
        @classmethod
        def _folder(cls, value: str, info: Any) -> str:
            return f"{info.context['folder']}/{value}"

    assert validate(document(tmp_path, "a: b"), Contextual).a == f"{tmp_path}/b"


def test_the_nearest_word_is_suggested_whatever_its_case() -> None:
    assert did_you_mean("EUROPE/BERLN", ["Europe/Berlin", "Europe/Paris"]) == '; did you mean "Europe/Berlin"?'
    assert did_you_mean("xyzzy", ["b", "a"]) == "; known: a, b"
    assert did_you_mean("xyzzy", []) == ""
