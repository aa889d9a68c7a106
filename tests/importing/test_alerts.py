"""The names of Scholar alerts as rules."""

from __future__ import annotations

import pytest

from bot.importing import rules_from_alerts
from tests.importing.judged import rules_of, whens

ALERTS = """\
# my alerts
"flow matching" - new results
allintitle: diffusion protein - new results
Yann LeCun - new articles
• "Fei-Fei Li" – new articles
Yann LeCun - new citations
A. Okafor - new related research
New citations to my articles
Recommended articles

"unclosed - new results
Something else entirely
""".splitlines()


def test_alerts_become_authors_and_rules() -> None:
    imported = rules_from_alerts(ALERTS)
    rules = rules_of(imported)
    assert rules.authors == ("Yann LeCun", "Fei-Fei Li")
    assert [(rule.id, rule.then.pin) for rule in rules.rules] == [
        ("flow-matching", False),
        ("allintitle-diffusion-protein", False),
        ("yann-lecun-new-citations", False),
        ("a-okafor-new-related-research", False),
        ("new-citations-to-my-articles", True),
        ("recommended-articles", False),
    ]
    assert whens(imported)[:3] == [
        {"text": "flow matching"},
        {"all": [{"title": "diffusion"}, {"title": "protein"}]},
        {"alert": "Yann LeCun - new citations"},
    ]


def test_a_line_that_names_no_alert_is_told_and_stands_in_the_file() -> None:
    imported = rules_from_alerts(ALERTS)
    unclosed, other = imported.notes
    assert unclosed.startswith('"unclosed: left out; the query cannot be read at character 1')
    assert other == "Something else entirely: left out; it is not the name of a Scholar alert"
    assert "#   - Something else entirely: left out" in imported.text


def test_the_same_query_twice_has_two_names() -> None:
    rules = rules_of(rules_from_alerts(["flow - new results", "Flow - new results", "include - new results"])).rules
    assert [rule.id for rule in rules] == ["flow", "flow-2", "include-2"]


@pytest.mark.parametrize("lines", [[], ["", "# nothing"], ["Something else"]])
def test_a_list_without_alerts_is_told(lines: list[str]) -> None:
    with pytest.raises(ValueError, match="no line names an alert"):
        rules_from_alerts(lines)
