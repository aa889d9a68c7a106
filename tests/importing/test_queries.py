"""Queries as rules: fields, brackets, what binds first, what is left out, and where a query goes wrong."""

from __future__ import annotations

from typing import Any

import pytest

from bot.importing import QueryError, rules_from_query
from tests.importing.judged import rules_of, whens


def when(kind: str, query: str) -> Any:
    (only,) = whens(rules_from_query(query, kind, "imported"))
    return only


ARXIV = [
    (
        'cat:cs.LG AND (abs:"flow matching" OR ti:diffusion) ANDNOT au:smith',
        {
            "category": "cs.LG",
            "any": [{"abstract": "flow matching"}, {"title": "diffusion"}],
            "none": [{"author": "smith"}],
        },
    ),
    ("ti:flow", {"title": "flow"}),
    ("flow", {"text": "flow"}),
    ("all:flow", {"text": "flow"}),
    ("ti:diffus*", {"title": "diffus*"}),
    ("ti:a1 OR ti:b2 OR abs:c3", {"any": [{"title": ["a1", "b2"]}, {"abstract": "c3"}]}),
    ("cat:cs.* OR cat:stat.ML", {"category": ["cs.*", "stat.ML"]}),
    ("ti:a1 ti:b2", {"all": [{"title": "a1"}, {"title": "b2"}]}),
    ("ti:a1 AND abs:b2 OR ti:c3", {"any": [{"title": "c3"}, {"title": "a1", "abstract": "b2"}]}),
    ("ti:a1 AND (abs:b2 OR ti:c3)", {"title": "a1", "any": [{"abstract": "b2"}, {"title": "c3"}]}),
    ("ti:a1 ANDNOT (ti:b2 OR abs:c3)", {"title": "a1", "none": [{"title": "b2"}, {"abstract": "c3"}]}),
    ("ti:a1 ANDNOT (ti:b2 AND abs:c3)", {"title": "a1", "none": [{"title": "b2", "abstract": "c3"}]}),
    ("au:del_maestro", {"author": "del maestro"}),
    ("au:smith_j", {"author": "smith, J"}),
    ('au:"Yann LeCun"', {"author": "Yann LeCun"}),
    ("jr:Nature", {"venue": "*Nature*"}),
    ("id:2303.08867", {"id": "arxiv:2303.08867"}),
    ('ti:"trial and error or not"', {"title": '"trial and error or not"'}),
    ("((ti:a1))", {"title": "a1"}),
    ("ti:a1+AND+abs:%22b2+c3%22", {"title": "a1", "abstract": "b2 c3"}),
    ("https://export.arxiv.org/api/query?search_query=ti:a1+ANDNOT+cat:cs.CV&start=0", None),
    ("ti:a1 AND co:pages", {"title": "a1"}),
]
PUBMED = [
    (
        '("flow matching"[Title/Abstract]) AND smith j[Author] NOT review[Publication Type]',
        {"text": "flow matching", "author": "smith, J", "none": [{"title": "review"}]},
    ),
    ("flow matching", {"all": [{"text": "flow"}, {"text": "matching"}]}),
    ("flow matching[ti]", {"title": "flow matching"}),
    ("gene*[tiab]", {"text": "gene*"}),
    ("a1[ti] OR b2[ti] AND c3[ab]", {"title": ["a1", "b2"], "abstract": "c3"}),  # from left to right
    ("a1[ti] OR (b2[ti] AND c3[ab])", {"any": [{"title": "a1"}, {"title": "b2", "abstract": "c3"}]}),
    ("Smith JA[1au]", {"author": "Smith, J A"}),
    ('"Nature medicine"[Journal]', {"venue": "*Nature medicine*"}),
    ("neoplasms/therapy[MeSH Terms]", {"text": "neoplasms"}),
    ("12345678[pmid]", {"id": "pmid:12345678"}),
    ('"tumor growth"[tiab:~3]', {"text": "tumor near/4 growth"}),
    ("a1[ti] AND 2020:2024[dp]", {"title": "a1"}),
    ("a1[ti] AND english[Language]", {"title": "a1"}),
    ("a1 NOT b2", {"text": "a1", "none": [{"text": "b2"}]}),
]
SEARCH = [
    ('"flow matching" OR diffusion -survey', {"text": ["flow matching", "diffusion"], "none": [{"text": "survey"}]}),
    ("a1 OR b2 c3", {"all": [{"text": ["a1", "b2"]}, {"text": "c3"}]}),  # OR first
    ("a1 | b2", {"text": ["a1", "b2"]}),
    ("{a1 b2}", {"text": ["a1", "b2"]}),
    ("{from:a1 from:b2} c3", {"sender": ["*a1*", "*b2*"], "text": "c3"}),
    ('intitle:x1 author:"Y LeCun"', {"title": "x1", "author": "Y LeCun"}),
    ("from:alerts@journal.example", {"sender": "alerts@journal.example"}),
    ('subject:"new results"', {"alert": "*new results*"}),
    ('source:"Nature*"', {"venue": "*Nature[*]*"}),
    ("allintitle: a1 -b2", {"title": "a1", "none": [{"text": "b2"}]}),
    ("a1 -(b2 OR c3)", {"text": "a1", "none": [{"text": ["b2", "c3"]}]}),
    ('a1 -"b2 c3"', {"text": "a1", "none": [{"text": "b2 c3"}]}),
    ("state-of-the-art", {"text": "state-of-the-art"}),
    ("tumor AROUND(3) growth", {"text": "tumor near/3 growth"}),
    ("newer_than:7d a1", {"age": "<= 7 days", "text": "a1"}),
    ("older_than:2y", {"age": "> 2 years"}),
    ("a1 label:papers", {"text": "a1"}),
    ("site:arxiv.org", {"url": "*arxiv.org*"}),
    ("+a1 ~b2", {"all": [{"text": "a1"}, {"text": "b2"}]}),
    ("a1 AND b2 NOT c3", {"all": [{"text": "a1"}, {"text": "b2"}], "none": [{"text": "c3"}]}),
    ("@home", {"text": '"@home"'}),
    ('allintitle: a1 author:"Y LeCun"', {"title": "a1", "author": "Y LeCun"}),
    ("intitle:(a1 b2)", {"all": [{"title": "a1"}, {"title": "b2"}]}),
    ("intitle:(a1 OR b2) c3", {"title": ["a1", "b2"], "text": "c3"}),
]
# Web of Science and Scopus, whose fields are told by their form.
INDEXES = [
    ('TS=("a1 b2*" AND c3) NOT TI=d4', {"all": [{"text": "a1 b2*"}, {"text": "c3"}], "none": [{"title": "d4"}]}),
    ("TI=a1 AND TI=b2 OR AB=c3", {"any": [{"abstract": "c3"}, {"all": [{"title": "a1"}, {"title": "b2"}]}]}),
    ("TS=(a1 NEAR/3 b2)", {"text": "a1 near/4 b2"}),
    ("TS=(a1 b2)", {"all": [{"text": "a1"}, {"text": "b2"}]}),
    ("AU=(Smith J* OR Doe, Jane) AND SO=(Nature)", {"author": ["Smith, J", "Doe, Jane"], "venue": "*Nature*"}),
    ("TI=(a1) AND PY=(2019-2024)", {"title": "a1"}),
    ("DO=10.1000/182", {"id": "doi:10.1000/182"}),
    ('TITLE-ABS-KEY("a1 b2" AND c3) AND PUBYEAR > 2019', {"all": [{"text": "a1 b2"}, {"text": "c3"}]}),
    ("TITLE(a1) OR TITLE(b2) AND ABS(c3)", {"title": ["a1", "b2"], "abstract": "c3"}),  # OR first
    ("TITLE(a1) AND NOT ABS(c3)", {"title": "a1", "none": [{"abstract": "c3"}]}),
    ("TITLE-ABS-KEY({a1 b2} PRE/2 c3)", {"text": "a1 b2 near/3 c3"}),
    ('TITLE(a1) AND ( LIMIT-TO ( DOCTYPE , "ar" ) OR LIMIT-TO ( DOCTYPE , "cp" ) )', {"title": "a1"}),
    ("(TITLE(a1 OR b2)) AND AUTH(Smith J.)", {"title": ["a1", "b2"], "author": "Smith, J"}),
]
CASES = [
    *(("arxiv", query, wanted) for query, wanted in ARXIV),
    *(("pubmed", query, wanted) for query, wanted in PUBMED),
    *(("search", query, wanted) for query, wanted in (*SEARCH, *INDEXES)),
]


@pytest.mark.parametrize(("kind", "query", "wanted"), CASES)
def test_a_query_becomes_a_condition(kind: str, query: str, wanted: Any) -> None:
    assert when(kind, query) == (wanted or {"title": "a1", "none": [{"category": "cs.CV"}]})


# ── what the file says about itself ───────────────────────────────────────────────────────────────────


def test_the_file_says_where_each_part_comes_from() -> None:
    imported = rules_from_query("cat:cs.LG AND (ti:a1 OR ti:b2)", "arxiv", "mine")
    assert imported.text == (
        "# From an arXiv query: cat:cs.LG AND (ti:a1 OR ti:b2)\n"
        "\n"
        "rules:\n"
        '  - id: "mine"\n'
        "    when:\n"
        '      category: "cs.LG"  # cat:cs.LG\n'
        '      title: ["a1", "b2"]  # ti:a1, ti:b2\n'
        "    then: {score: 1}\n"
    )
    assert imported.notes == ()


LEFT_OUT = [
    ("arxiv", "ti:a1 AND co:pages", "co:pages: left out; no mail gives the comments of a paper"),
    ("arxiv", "ti:a1 AND xx:b2", 'xx:b2: left out; there is no field "xx"; arXiv\'s fields are ti, abs, au'),
    ("arxiv", "ti:a1 AND submittedDate:[2023 TO 2024]", "submittedDate:[2023 TO 2024]: left out; dates are not part"),
    ("arxiv", "all:a1", "all:a1: looked for in title and abstract, not in authors and comments"),
    ("arxiv", "ti:a1 AND ti:b*d", "ti:b*d: left out; "),
    ("pubmed", "a1 AND 2020[dp]", "2020[dp]: left out; dates are not part of rules"),
    ("pubmed", "a1 AND english[la]", "english[la]: left out; no mail gives what the field [la] holds"),
    ("pubmed", "review[pt]", "review[pt]: no mail gives the type of a publication; looked for in the title"),
    ("pubmed", "cancer[mh]", "cancer[mh]: no mail gives MeSH headings; looked for as words"),
    ("pubmed", '"a1 b2 c3"[ti:~3] AND d4', '"a1 b2 c3"[ti:~3]: left out; only two words can be looked for near'),
    ("search", "a1 label:x", 'label:x: left out; rules have nothing that "label:" could become'),
    ("pubmed", 'a1 AND ("2020"[dp] : "3000"[dp])', '"2020"[dp] : "3000"[dp]: left out; dates are not part of rules'),
    ("search", "TI=a1 AND PY=(2019-2024)", "PY=(2019-2024): left out; rules have nothing like it"),
    ("search", "TITLE(a1) AND LIMIT-TO(X,(Y))", "LIMIT-TO(X,(Y)): left out; rules have nothing like it"),
    ("search", "TS=(a1 AND wom?n)", "wom?n: left out; terms have no sign for a single letter"),
    ("search", "KEY(a1)", "a1: no mail gives keywords; looked for in title and abstract"),
    ("search", "TITLE(a1) AND PUBYEAR AFT 2018", "PUBYEAR AFT 2018: left out; dates are not part of rules"),
    ("search", "TI=a1 AND AU=(Doe NEAR/3 Roe)", "Doe NEAR/3 Roe: left out; only words stand near each other"),
    ("search", "-a1", "the rule fires for every paper that has nothing of what stands under none"),
]


@pytest.mark.parametrize(("kind", "query", "note"), LEFT_OUT)
def test_what_is_not_the_same_is_told_and_stands_in_the_file(kind: str, query: str, note: str) -> None:
    imported = rules_from_query(query, kind, "imported")
    (told,) = imported.notes
    assert told.startswith(note)
    assert "# Not the same as there:\n#   - " in imported.text
    assert rules_of(imported)


# ── where a query goes wrong ──────────────────────────────────────────────────────────────────────────

MISTAKES = [
    ("arxiv", "", 0, "it is empty"),
    ("arxiv", "ti:a1 AND", 9, "something is missing after AND"),
    ("arxiv", "OR ti:a1", 0, "something is missing before it"),
    ("arxiv", "ti:a1 AND OR ti:b2", 10, "something is missing before it"),
    ("arxiv", "ti:a1 (ti:b2", 6, "the ( is never closed"),
    ("arxiv", "ti:a1) ti:b2", 5, "no bracket is open that this ) could close"),
    ("arxiv", "ti:a1 ()", 7, "there is nothing in these brackets"),
    ("arxiv", 'ti:a1 ti:"b2', 6, 'the quote " is never closed'),
    ("arxiv", "ti: AND a1", 2, "a field is followed by what is looked for, as in ti:flow"),
    ("arxiv", "(" * 9 + "ti:a1" + ")" * 9, 8, "brackets stand deeper than 8 in one another"),
    ("arxiv", "co:a1", 0, "nothing in it can become a rule (co:a1: left out; no mail gives"),
    ("pubmed", "a1[ti", 0, "the [ of this field tag is never closed"),
    ("pubmed", "[ti] a1", 0, "a field tag stands after what is looked for"),
    ("pubmed", '"a1', 0, 'the quote " is never closed'),
    ("search", "TS=(a1", 3, "the ( is never closed"),
    ("search", 'TS="a1', 3, 'the quote " is never closed'),
    ("search", "{a1 (b2}", 7, "no bracket is open that this } could close"),
]


@pytest.mark.parametrize(("kind", "query", "position", "sentence"), MISTAKES)
def test_a_mistake_is_told_with_its_position(kind: str, query: str, position: int, sentence: str) -> None:
    with pytest.raises(QueryError) as caught:
        rules_from_query(query, kind, "imported")
    assert caught.value.position == position
    assert sentence in str(caught.value)
