"""One pass over a paper, whoever asks."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.judge import compile_digests, compile_rules
from bot.judge.ruleset import Ruleset
from bot.models import Layout
from tests.judge.papers import NOW, paper, rule

FLOW = Ruleset.model_validate({"terms": {"topic": ["flow matching"]}, "rules": [rule("flow", text="@topic")]})
GAN = Ruleset.model_validate({"terms": {"topic": ["GAN", "/Wasser.tein/"]}, "rules": [rule("gan", text="@topic")]})
BOTH = [(FLOW, Layout()), (GAN, Layout(min_score=2))]


def test_digests_share_one_scanner() -> None:
    one, other = compile_digests(BOTH)
    assert one.scanner is other.scanner


def test_each_digest_goes_by_its_own_rules_and_its_own_sets() -> None:
    one, other = compile_digests(BOTH)
    given = paper("Flow matching beats GANs", abstract="By Wasserstein.")
    assert [(reason.rule, reason.term) for reason in one.judge(given, NOW).reasons] == [("flow", "Flow matching")]
    assert [(reason.rule, reason.term) for reason in other.judge(given, NOW).reasons] == [
        ("gan", "GANs"),
        ("gan", "Wasserstein"),
    ]
    assert [judge.judge(given, NOW).selected for judge in (one, other)] == [True, False]


def test_a_paper_is_scanned_once_for_all_digests() -> None:
    one, other = compile_digests(BOTH)
    sought = one.scanner.scan("Flow matching", one.sets)
    assert other.scanner.scan("Flow matching", other.sets).phrases is sought.phrases


def test_a_digest_on_its_own_remembers_no_papers() -> None:
    alone = compile_rules(FLOW, Layout())
    sought = alone.scanner.scan("Flow matching", alone.sets)
    assert alone.scanner.scan("Flow matching", alone.sets).phrases is not sought.phrases


@given(st.lists(st.sampled_from(["flow", "matching", "GAN", "Wasserstein", "of"]), max_size=6).map(" ".join))
def test_a_digest_judges_alike_alone_and_beside_others(title: str) -> None:
    together = [judge.judge(paper(title), NOW) for judge in compile_digests(BOTH)]
    assert together == [compile_rules(*each).judge(paper(title), NOW) for each in BOTH]
