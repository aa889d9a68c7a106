"""Papers are found by what any of their mentions said, and become one when they turn out to be one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.models import Paper, Work
from bot.store import Saved, Store
from bot.store.papers import SHARERS
from bot.store.statements import PIECE
from tests.store.sample import (
    DAY,
    NOW,
    SMTP,
    candidates,
    decided,
    issue,
    keys_of,
    mail,
    mention,
    mention_again,
    new_work,
    save,
    save_papers,
)


def titles(papers: list[Paper]) -> list[str]:
    return [paper.title for paper in papers]


def test_a_paper_is_found_by_any_of_its_keys(store: Store) -> None:
    keys = {("doi", "10.1/x"), ("title", "x"), ("url", "example.org/x")}
    store.save([mail(1, mention("X"))], [new_work("X", 0)], [keys], None, NOW)

    assert [titles(store.papers_sharing([key])) for key in sorted(keys)] == [["X"], ["X"], ["X"]]


def test_a_paper_sharing_several_keys_is_found_once_and_without_mentions(store: Store) -> None:
    keys = {("doi", "10.1/x"), ("title", "x")}
    store.save([mail(1, mention("X"))], [new_work("X", 0)], [keys], None, NOW)

    (found,) = store.papers_sharing(keys)

    assert found.mentions == ()


def test_the_same_value_of_another_kind_finds_nothing(store: Store) -> None:
    store.save([mail(1, mention("X"))], [new_work("X", 0)], [{("pmid", "123")}], None, NOW)

    assert store.papers_sharing([("pii", "123")]) == []


def test_two_papers_may_share_a_key(store: Store) -> None:
    works = [new_work("Editorial", 0), new_work("Editorial", 1)]
    store.save([mail(1, mention("Editorial"), mention("Editorial"))], works, [keys_of("Editorial")] * 2, None, NOW)

    assert len(store.papers_sharing(keys_of("Editorial"))) == 2


def test_of_very_many_that_share_a_key_the_newest_are_found(store: Store) -> None:
    count = SHARERS + 10
    works = [new_work(f"Editorial {number}", number) for number in range(count)]
    store.save([mail(1, *[mention("Editorial")] * count)], works, [keys_of("Editorial")] * count, None, NOW)

    found = titles(store.papers_sharing(keys_of("Editorial")))

    assert found == [f"Editorial {number}" for number in range(10, count)]


def test_keys_may_be_longer_than_an_index_takes(store: Store) -> None:
    long, longer = "https://example.org/" + "長" * 5000, "https://example.org/" + "長" * 5001
    store.save([mail(1, mention("X"))], [new_work("X", 0)], [{("url", long)}], None, NOW)

    assert titles(store.papers_sharing([("url", long)])) == ["X"]
    assert store.papers_sharing([("url", longer)]) == []


def test_more_keys_than_fit_into_one_statement_can_be_asked_for(store: Store) -> None:
    save_papers(store, "X")

    assert titles(store.papers_sharing([("title", "x"), *(("title", str(number)) for number in range(1500))])) == ["X"]


# ── known papers ──────────────────────────────────────────────────────────────────────────────────────


def test_a_known_paper_becomes_what_the_work_says_and_keeps_when_it_was_first_seen(store: Store) -> None:
    (number,) = save_papers(store, "Preprint")
    published = Work(Paper("Published", id=number, venue="Nature"), (0,), "doi")

    saved = store.save([mail(2, mention("Published"))], [published], [{("doi", "10.1/x")}], None, NOW + DAY)

    assert saved == Saved(mails=1, mentions=1, known_papers=1)
    (found,) = store.papers_sharing([("doi", "10.1/x")])
    assert (found.id, found.title, found.venue, found.first_seen) == (number, "Published", "Nature", NOW)
    assert store.papers_sharing(keys_of("Preprint")) == [found]


def test_a_work_may_say_itself_when_it_was_first_seen(store: Store) -> None:
    earlier = new_work("X", 0, first_seen=NOW - 3 * DAY)

    store.save([mail(1, mention("X"))], [earlier], [keys_of("X")], None, NOW)

    assert store.papers_sharing(keys_of("X"))[0].first_seen == NOW - 3 * DAY


def test_mentions_stand_in_the_order_they_were_stored(store: Store) -> None:
    (number,) = save_papers(store, "First")
    mention_again(store, number, uid=2)

    assert [each.title for each in store.find_papers(str(number))[0].mentions] == ["First", "Again"]


# ── merging ───────────────────────────────────────────────────────────────────────────────────────────


def test_papers_that_turn_out_to_be_one_are_found_as_one_by_all_their_keys(store: Store) -> None:
    preprint, published = save_papers(store, "Preprint", "Published")

    mention_again(store, preprint, uid=2, absorbed=[published])

    by_old_key, by_new_key = store.papers_sharing(keys_of("Preprint")), store.papers_sharing(keys_of("Published"))
    assert by_old_key == by_new_key
    assert [each.id for each in by_old_key] == [preprint]


def test_the_mentions_of_an_absorbed_paper_move(store: Store) -> None:
    preprint, published = save_papers(store, "Preprint", "Published")

    mention_again(store, preprint, uid=2, absorbed=[published])

    (found,) = store.find_papers(str(published))
    assert (found.id, [each.title for each in found.mentions]) == (preprint, ["Preprint", "Published", "Again"])


def test_a_merged_paper_was_first_seen_when_the_earlier_was(store: Store) -> None:
    (earlier,) = save_papers(store, "Earlier")
    (later,) = save_papers(store, "Later", uid=2, now=NOW + DAY)

    mention_again(store, later, uid=3, absorbed=[earlier], now=NOW + 2 * DAY)

    assert store.find_papers(str(later))[0].first_seen == NOW


def test_an_absorbed_paper_is_none_any_more(store: Store) -> None:
    preprint, published = save_papers(store, "Preprint", "Published")

    mention_again(store, preprint, uid=2, absorbed=[published])

    assert [paper.id for paper in store.papers_since(NOW)] == [preprint]
    assert store.overview(NOW).papers == 1


def test_papers_merged_one_after_the_other_lead_to_the_last(store: Store) -> None:
    a, b, c = save_papers(store, "A", "B", "C")

    mention_again(store, b, uid=2, absorbed=[a])
    mention_again(store, c, uid=3, absorbed=[b])

    assert [paper.id for paper in store.find_papers(str(a))] == [c]


def test_a_work_that_names_an_absorbed_paper_means_the_one_that_stayed(store: Store) -> None:
    a, b = save_papers(store, "A", "B")
    mention_again(store, a, uid=2, absorbed=[b])

    mention_again(store, b, uid=3, absorbed=[a])

    (found,) = store.find_papers(str(a))
    assert (found.id, len(found.mentions)) == (a, 4)


def test_what_was_reported_of_an_absorbed_paper_is_not_reported_again(store: Store) -> None:
    a, b = save_papers(store, "A", "B")
    store.freeze(candidates(), [issue([b])], decided(b), SMTP, NOW)

    mention_again(store, a, uid=2, absorbed=[b])

    assert store.reported_in("reasoning", a) == store.reported_in("reasoning", b)
    assert store.reported_in("reasoning", a) is not None
    assert store.candidates("reasoning", "rules-1", NOW).papers == ()


def test_papers_that_were_both_reported_can_still_become_one(store: Store) -> None:
    a, b = save_papers(store, "A", "B")
    store.freeze(candidates(), [issue([a, b])], decided(a, b), SMTP, NOW)

    mention_again(store, a, uid=2, absorbed=[b])

    assert store.candidates("reasoning", "rules-1", NOW).papers == ()
    assert store.decision_for("reasoning", b) == store.decision_for("reasoning", a)


def test_papers_come_one_by_one_in_the_same_order_whatever_the_size_of_a_page(store: Store) -> None:
    kept, absorbed, *_ = save_papers(store, *(f"Later {number}" for number in range(PIECE + 1)), now=NOW + DAY)
    save_papers(store, "Earlier", "At the same moment", uid=2, now=NOW)
    save_papers(store, "Before", uid=3, now=NOW - DAY)
    mention_again(store, kept, uid=4, absorbed=[absorbed], now=NOW + 2 * DAY)

    found = list(store.each_paper_since(NOW))

    assert found == store.papers_since(NOW)
    assert titles(found)[:4] == ["Earlier", "At the same moment", "Again", "Later 2"]
    assert len(found) == store.count_since(NOW) == PIECE + 2
    assert [len(paper.mentions) for paper in found[:3]] == [1, 1, 3]


def test_of_papers_gone_through_only_those_wanted_come_and_have_their_mentions(store: Store) -> None:
    save_papers(store, *(f"Title {number}" for number in range(2 * PIECE + 1)))
    asked: list[Paper] = []

    def is_wanted(paper: Paper) -> bool:
        asked.append(paper)
        return paper.title.endswith("0")

    found = list(store.each_paper_since(NOW, is_wanted))

    everything = store.papers_since(NOW)
    assert found == [paper for paper in everything if paper.title.endswith("0")]
    assert asked == [replace(paper, mentions=()) for paper in everything]


def test_papers_can_be_stored_while_they_are_gone_through(store: Store) -> None:
    save_papers(store, "A", "B")
    going = store.each_paper_since(NOW)
    first = next(going)

    save_papers(store, "C", uid=2, now=NOW + DAY)

    assert [first.title, *titles(list(going))] == ["A", "B", "C"]


def test_papers_are_listed_since_a_moment_oldest_first(store: Store) -> None:
    save_papers(store, "Later", now=NOW + DAY)
    save_papers(store, "Earlier", uid=2, now=NOW)
    save_papers(store, "Before", uid=3, now=NOW - 2 * DAY)

    assert titles(store.papers_since(NOW)) == ["Earlier", "Later"]
    assert titles(store.papers_since(NOW + timedelta(seconds=1))) == ["Later"]


# ── finding ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "query",
    [
        "1",
        " 1 ",
        "2303.08867",
        "arXiv:2303.08867v2",
        "https://arxiv.org/abs/2303.08867v1",
        "10.1000/X",
        "https://doi.org/10.1000/x",
        "flow MATCHING",
        "Flow-matching for générative",
        "https://example.org/page",
    ],
)
def test_a_paper_is_found_by_whatever_a_person_types(store: Store, query: str) -> None:
    keys = {("arxiv", "2303.08867"), ("doi", "10.1000/x"), ("title", "onflowmatchingforgenerativemodels")}
    work = new_work("On flow matching for generative models", 0, url="https://example.org/page")
    store.save([mail(1, mention("On flow matching"))], [work], [keys], None, NOW)

    assert titles(store.find_papers(query)) == ["On flow matching for generative models"]


@pytest.mark.parametrize("query", ["", "  ", "%", "_", "nothing like it", "99", "9" * 40, "10.1/none", "https://x.org"])
def test_what_is_not_there_is_not_found(store: Store, query: str) -> None:
    save_papers(store, "Flow")

    assert store.find_papers(query) == []


def test_a_query_is_looked_up_by_the_keys_it_comes_with(store: Store) -> None:
    save_papers(store, "Flow")

    assert titles(store.find_papers("whatever", keys_of("Flow"))) == ["Flow"]


def test_of_many_papers_found_the_newest_come_first(store: Store) -> None:
    save_papers(store, *(f"Flow {number}" for number in range(5)))

    assert titles(store.find_papers("flow", limit=2)) == ["Flow 4", "Flow 3"]


def test_papers_no_mail_mentions_any_more_are_forgotten(store: Store) -> None:
    save(store, mail(1, mention("Ghost"), mention("Reported")), mail(2, mention("Living")))
    _, reported, _ = (paper.id or 0 for paper in store.papers_since(NOW))
    store.freeze(candidates(), [issue([reported])], decided(1), SMTP, NOW)
    store.reopen([1])

    assert store.forget_unmentioned_papers([1, 2, 3, 99]) == 1

    assert titles(store.papers_since(NOW)) == ["Reported", "Living"]
    assert store.papers_sharing(keys_of("Ghost")) == []
