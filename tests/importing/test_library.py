"""BibTeX libraries as they are, and the suggestions made of them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.importing import rules_from_bibtex
from bot.importing.bibtex import Work, works_in
from bot.importing.library import frequent_authors, frequent_phrases
from tests.importing.judged import rules_of

LIBRARY = r"""
% a comment
@string{nips = "Neural Information"}
@comment{nothing @article in here, title = {no}}

@article{okafor2024,
  title = {{Flow Matching} for Antibody {D}esign},
  author = {Okafor, Ada and M{\"u}ller, Jo and others},
  year = 2024,
}
@InProceedings(okafor2025,
  AUTHOR = "Ada N. Okafor and {The Antibody Consortium}",
  title  = "A study of flow matching in " # {latent spaces},
  booktitle = nips # " 2025"
)
@misc{broken, title = {Never closed, author = {Nobody}
@book{key, author = {van der Berg, Mia and Jo Müller}, title={On \emph{Bayesian} optimi{\-}zation} }
@article{nothing, year = 1999}
"""


def test_titles_and_authors_are_read_out_of_any_style_of_entry() -> None:
    assert works_in(LIBRARY) == [
        Work("Flow Matching for Antibody Design", ("Ada Okafor", "Jo Müller")),
        Work("A study of flow matching in latent spaces", ("Ada N. Okafor",)),
        Work("On Bayesian optimization", ("Mia van der Berg", "Jo Müller")),
    ]


def test_one_person_is_counted_once_however_the_name_is_written() -> None:
    assert frequent_authors(works_in(LIBRARY)) == [("Ada N. Okafor", 2), ("Jo Müller", 2)]


def test_phrases_that_titles_share_are_counted_the_longest_way_they_are_shared() -> None:
    titles = ["Deep reward models at scale", "On deep reward models", "Reward models", "Reward models of the world"]
    assert frequent_phrases([Work(title) for title in titles]) == [("reward models", 4), ("deep reward models", 2)]


def test_suggestions_are_comments_that_become_rules_without_their_mark() -> None:
    imported = rules_from_bibtex(LIBRARY)
    assert rules_of(imported).ruleset.rules == ()
    wanted = re.sub(r"^# ", "", imported.text.partition("\n\n")[2], flags=re.MULTILINE)
    rules = rules_of(type(imported)(wanted))
    assert rules.authors == ("Ada N. Okafor", "Jo Müller")
    assert rules.include == ("flow matching",)


def test_a_library_without_works_is_told() -> None:
    with pytest.raises(ValueError, match="there is no BibTeX entry"):
        rules_from_bibtex("@comment{nothing}")


odd_bibtex = st.lists(
    st.sampled_from(
        ["@article{", "@", "{", "}", '"', "title", "author", " = ", ",", "\n", " and ", "\\", "#", "Ada", " "]
    )
).map("".join)


@given(odd_bibtex)
@settings(max_examples=300, deadline=None)
def test_anything_at_all_can_be_a_library(text: str) -> None:
    library = "@article{a, title = {Flow}}\n" + text
    assert rules_of(rules_from_bibtex(library)).ruleset.rules == ()


@pytest.mark.parametrize("start", ["TY  - JOUR\nTI  - Flows\nER  -\n", "PMID- 123\n", "%0 Journal Article\n"])
def test_another_format_for_references_is_told(start: str) -> None:
    with pytest.raises(ValueError, match="export the library as BibTeX"):
        rules_from_bibtex(start)
