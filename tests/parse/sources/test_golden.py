"""Every mail in tests/mails gives exactly the record beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.parse.sources.golden import MAILS, expected_of, golden_mails, name_of, record_from, write_record


@pytest.mark.parametrize("mail", golden_mails(), ids=name_of)
def test_a_mail_gives_the_record_beside_it(mail: Path, regen: bool) -> None:
    if regen:
        write_record(mail)
    assert record_from(mail) == expected_of(mail)


def test_no_record_is_left_without_its_mail() -> None:
    orphans = [record for record in MAILS.glob("*/*.json") if not record.with_suffix(".eml").exists()]
    assert orphans == []
