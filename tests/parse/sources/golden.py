"""Golden pairs: a mail and, beside it, the record that must come out of it."""

from __future__ import annotations

import json
from pathlib import Path

from bot.parse import read_mail
from bot.record import record_of

MAILS = Path(__file__).parents[2] / "mails"


def golden_mails() -> list[Path]:
    """Every mail under tests/mails/<source>/."""
    return sorted(MAILS.glob("*/*.eml"))


def name_of(mail: Path) -> str:
    return f"{mail.parent.name}/{mail.stem}"


def expected_of(mail: Path) -> object:
    """The record kept beside the mail; what to do if there is none is in the message."""
    record = mail.with_suffix(".json")
    assert record.exists(), f"{record.name} is missing: run pytest --regen and read what it wrote"
    return json.loads(record.read_text(encoding="utf-8"))


def record_from(mail: Path) -> dict[str, object]:
    return record_of(read_mail(mail.read_bytes()))


def write_record(mail: Path) -> None:
    text = json.dumps(record_from(mail), ensure_ascii=False, indent=1)
    mail.with_suffix(".json").write_text(text + "\n", encoding="utf-8")
