"""What mentions and papers may be found by."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.dedup import keys_of, keys_of_paper, paper_of
from tests.dedup.papers import TITLE, mention


def test_a_mention_is_found_by_identifier_address_and_title() -> None:
    keys = keys_of(mention(arxiv="2303.08867", url="http://www.example.org/paper/1?utm_source=mail#top"))
    assert {
        ("arxiv", "2303.08867"),
        ("url", "example.org/paper/1"),
        ("title", "flowmatchingforgenerativemodelingofproteins"),
        ("title-start", "flowmatchingforgenerativemod"),
        ("title-end", "orgenerativemodelingofproteins"[-28:]),
        ("title-words", "generative matching modeling"),
    } == keys


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (mention("A", doi="10.1101/2026.01.20.700468"), mention("B", doi="10.64898/2026.01.20.700468")),
        (mention("A", doi="10.18653/v1/2020.acl-main.1"), mention("B", acl="2020.acl-main.1")),
        (mention("A", doi="10.3115/v1/P14-1001"), mention("B", acl="P14-1001")),
        (mention("A", doi="10.1016/s0140-6736(05)67728-8"), mention("B", pii="S0140673605677288")),
        (mention("A", doi="10.21203/rs.3.rs-123456/v1"), mention("B", doi="10.21203/rs.3.rs-123456/v2")),
        (mention("A", doi="10.20944/preprints202001.0001.v1"), mention("B", doi="10.20944/preprints202001.0001.v2")),
        (mention("A", doi="10.7554/elife.88888.1"), mention("B", doi="10.7554/elife.88888.3")),
        (mention("A", bibcode="2023arXiv230308867S"), mention("B", arxiv="2303.08867")),
        (mention("A", bibcode="2010arXiv1001.0001S"), mention("B", arxiv="1001.0001")),
        (mention("A", arxiv="arXiv:2303.08867v2"), mention("B", arxiv="2303.08867")),
        (mention("A", doi="10.48550/arXiv.2303.08867"), mention("B", arxiv="2303.08867")),
        (mention("A", url="https://arxiv.org/pdf/2303.08867v1"), mention("B", arxiv="2303.08867")),
        (mention("A", url="https://doi.org/10.1000/X"), mention("B", doi="10.1000/x")),
    ],
)
def test_identifiers_that_imply_each_other_share_a_key(one: object, other: object) -> None:
    assert keys_of(one) & keys_of(other)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "url", ["https://www.nature.com/", "https://example.org", "https://example.org/home", None, "https://["]
)
def test_a_front_page_is_no_key(url: str | None) -> None:
    assert not [key for key in keys_of(mention(url=url)) if key[0] == "url"]


@pytest.mark.parametrize("title", ["Editorial", "Preface", "News", "On it"])
def test_a_title_that_says_nothing_is_no_key(title: str) -> None:
    assert keys_of(mention(title)) == frozenset()


def test_a_cut_title_is_found_by_its_beginning_only() -> None:
    cut = mention("Flow matching for generative modeling of…")
    assert {kind for kind, _ in keys_of(cut)} == {"title-start"}
    assert keys_of(cut) & keys_of(mention())


def test_a_paper_is_found_by_all_its_mentions() -> None:
    paper = replace(paper_of(mention(arxiv="2303.08867")), mentions=(mention("Proteins by flow matching", pmid="123"),))
    assert {("arxiv", "2303.08867"), ("pmid", "123"), ("title", "proteinsbyflowmatching")} <= keys_of_paper(paper)


def test_a_paper_without_mentions_has_the_keys_of_its_mention() -> None:
    seen = mention(TITLE, arxiv="2303.08867", doi="10.1000/x")
    assert keys_of(seen) <= keys_of_paper(replace(paper_of(seen), mentions=()))
