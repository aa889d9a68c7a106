"""Schedules name the right moments, on both nights the clocks change, and are read strictly."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.schedule import parse_schedule

BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")  # changes by half an hour
CAIRO = ZoneInfo("Africa/Cairo")  # changes at midnight


def due(schedule: str, after: str, count: int, tz: ZoneInfo = BERLIN) -> list[str]:
    """The next `count` moments in local time, as ISO 8601 to the minute with offset."""
    moments = []
    moment = datetime.fromisoformat(after).astimezone(tz)
    for _ in range(count):
        following = parse_schedule(schedule).next_after(moment, tz)
        assert following is not None
        moments.append(following.isoformat(timespec="minutes"))
        moment = following
    return moments


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("0 7 * * 1-5", ["2026-11-20T07:00+01:00", "2026-11-23T07:00+01:00"]),
        ("0 7 * * mon-fri", ["2026-11-20T07:00+01:00", "2026-11-23T07:00+01:00"]),
        ("0 7 * * 0", ["2026-11-22T07:00+01:00", "2026-11-29T07:00+01:00"]),
        ("0 7 * * 7", ["2026-11-22T07:00+01:00", "2026-11-29T07:00+01:00"]),
        ("0 7 * * SUN", ["2026-11-22T07:00+01:00", "2026-11-29T07:00+01:00"]),
        ("0 7 * * sat-sun", ["2026-11-21T07:00+01:00", "2026-11-22T07:00+01:00", "2026-11-28T07:00+01:00"]),
        ("0 7 * * 5-7", ["2026-11-20T07:00+01:00", "2026-11-21T07:00+01:00", "2026-11-22T07:00+01:00"]),
        ("0 7 * * mon,wed", ["2026-11-23T07:00+01:00", "2026-11-25T07:00+01:00"]),
        ("*/20 8-9 * * *", ["2026-11-20T08:00+01:00", "2026-11-20T08:20+01:00", "2026-11-20T08:40+01:00"]),
        ("0 8-18/5 * * *", ["2026-11-20T08:00+01:00", "2026-11-20T13:00+01:00", "2026-11-20T18:00+01:00"]),
        ("30 6 1 jan,jul *", ["2027-01-01T06:30+01:00", "2027-07-01T06:30+02:00"]),
        ("59 23 31 12 *", ["2026-12-31T23:59+01:00", "2027-12-31T23:59+01:00"]),
        ("0 0 1 1 *", ["2027-01-01T00:00+01:00", "2028-01-01T00:00+01:00"]),
        ("0 12 29 2 *", ["2028-02-29T12:00+01:00", "2032-02-29T12:00+01:00"]),
        ("0 12 31 * *", ["2026-12-31T12:00+01:00", "2027-01-31T12:00+01:00", "2027-03-31T12:00+02:00"]),
    ],
)
def test_cron_lines_follow_crontab(line: str, expected: list[str]) -> None:
    assert due(line, "2026-11-19T20:00+01:00", len(expected)) == expected


def test_a_day_that_is_restricted_twice_matches_either_way() -> None:
    expected = ["2026-11-06T07:00+01:00", "2026-11-13T07:00+01:00", "2026-11-15T07:00+01:00", "2026-11-20T07:00+01:00"]
    assert due("0 7 15 * fri", "2026-11-01T00:00+01:00", 4) == expected


def test_a_day_field_that_begins_with_a_star_is_no_restriction_to_choose_by() -> None:
    assert due("0 7 */2 * fri", "2026-11-01T00:00+01:00", 2) == ["2026-11-13T07:00+01:00", "2026-11-27T07:00+01:00"]


def test_29_february_is_found_across_a_century_without_leap_year() -> None:
    assert due("0 0 29 2 *", "2097-01-01T00:00+01:00", 1) == ["2104-02-29T00:00+01:00"]


@pytest.mark.parametrize(
    ("schedule", "tz", "after", "expected"),
    [
        # Europe/Berlin, 29 March 2026: 02:00 becomes 03:00.
        ("30 2 * * *", BERLIN, "2026-03-28T12:00+01:00", ["2026-03-29T03:00+02:00", "2026-03-30T02:30+02:00"]),
        ("daily at 02:00", BERLIN, "2026-03-28T12:00+01:00", ["2026-03-29T03:00+02:00", "2026-03-30T02:00+02:00"]),
        ("0 7 * * *", BERLIN, "2026-03-28T12:00+01:00", ["2026-03-29T07:00+02:00", "2026-03-30T07:00+02:00"]),
        ("0,30 2 * * *", BERLIN, "2026-03-28T12:00+01:00", ["2026-03-29T03:00+02:00", "2026-03-30T02:00+02:00"]),
        ("30 2,3 * * *", BERLIN, "2026-03-28T12:00+01:00", ["2026-03-29T03:00+02:00", "2026-03-29T03:30+02:00"]),
        ("30 * * * *", BERLIN, "2026-03-29T00:45+01:00", ["2026-03-29T01:30+01:00", "2026-03-29T03:30+02:00"]),
        # America/New_York, 8 March 2026: 02:00 becomes 03:00.
        ("30 2 * * *", NEW_YORK, "2026-03-07T12:00-05:00", ["2026-03-08T03:00-04:00", "2026-03-09T02:30-04:00"]),
        # Lord Howe, 4 October 2026: 02:00 becomes 02:30.
        ("15 2 * * *", LORD_HOWE, "2026-10-03T12:00+10:30", ["2026-10-04T02:30+11:00", "2026-10-05T02:15+11:00"]),
        # Cairo, 24 April 2026: 00:00 becomes 01:00.
        ("0 0 * * *", CAIRO, "2026-04-23T12:00+02:00", ["2026-04-24T01:00+03:00", "2026-04-25T00:00+03:00"]),
    ],
)
def test_a_time_that_the_clocks_skip_comes_right_after_the_gap(
    schedule: str, tz: ZoneInfo, after: str, expected: list[str]
) -> None:
    assert due(schedule, after, len(expected), tz) == expected


@pytest.mark.parametrize(
    ("schedule", "tz", "after", "expected"),
    [
        # Europe/Berlin, 25 October 2026: 03:00 becomes 02:00.
        ("30 2 * * *", BERLIN, "2026-10-24T12:00+02:00", ["2026-10-25T02:30+02:00", "2026-10-26T02:30+01:00"]),
        ("30 2 * * *", BERLIN, "2026-10-25T02:10+01:00", ["2026-10-26T02:30+01:00"]),
        ("daily at 2", BERLIN, "2026-10-24T12:00+02:00", ["2026-10-25T02:00+02:00", "2026-10-26T02:00+01:00"]),
        ("0 3 * * *", BERLIN, "2026-10-24T12:00+02:00", ["2026-10-25T03:00+01:00", "2026-10-26T03:00+01:00"]),
        (
            *("0 * * * *", BERLIN, "2026-10-25T01:30+02:00"),
            ["2026-10-25T02:00+02:00", "2026-10-25T02:00+01:00", "2026-10-25T03:00+01:00"],
        ),
        # America/New_York, 1 November 2026: 02:00 becomes 01:00.
        ("30 1 * * *", NEW_YORK, "2026-10-31T12:00-04:00", ["2026-11-01T01:30-04:00", "2026-11-02T01:30-05:00"]),
        # Lord Howe, 5 April 2026: 02:00 becomes 01:30.
        ("45 1 * * *", LORD_HOWE, "2026-04-04T12:00+11:00", ["2026-04-05T01:45+11:00", "2026-04-06T01:45+10:30"]),
    ],
)
def test_a_time_that_the_clocks_repeat_comes_once(schedule: str, tz: ZoneInfo, after: str, expected: list[str]) -> None:
    assert due(schedule, after, len(expected), tz) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("daily at 07:00", ["2026-11-20T07:00+01:00", "2026-11-21T07:00+01:00"]),
        ("Daily  at 7", ["2026-11-20T07:00+01:00", "2026-11-21T07:00+01:00"]),
        ("weekdays at 7:05", ["2026-11-20T07:05+01:00", "2026-11-23T07:05+01:00"]),
        ("weekly on Friday at 16:00", ["2026-11-20T16:00+01:00", "2026-11-27T16:00+01:00"]),
        ("weekly on sun at 16:00", ["2026-11-22T16:00+01:00", "2026-11-29T16:00+01:00"]),
        ("monthly on 1 at 08:00", ["2026-12-01T08:00+01:00", "2027-01-01T08:00+01:00"]),
        ("hourly", ["2026-11-19T21:00+01:00", "2026-11-19T22:00+01:00"]),
        ("every 15 minutes", ["2026-11-19T20:15+01:00", "2026-11-19T20:30+01:00"]),
        ("every 2 hours", ["2026-11-19T21:00+01:00", "2026-11-19T23:00+01:00"]),
        ("every minute", ["2026-11-19T20:01+01:00", "2026-11-19T20:02+01:00"]),
    ],
)
def test_plain_language_is_understood(text: str, expected: list[str]) -> None:
    assert due(text, "2026-11-19T20:00+01:00", 2) == expected


def test_an_interval_is_due_at_the_same_moments_whenever_it_is_asked() -> None:
    schedule = parse_schedule("every 30 seconds")
    moment = datetime(2026, 11, 19, 20, 0, 12, 345, tzinfo=UTC)
    assert schedule.next_after(moment, BERLIN) == datetime(2026, 11, 19, 20, 0, 30, tzinfo=UTC)


def test_an_interval_goes_on_through_the_nights_the_clocks_change() -> None:
    spring = ["2026-03-29T01:45+01:00", "2026-03-29T03:00+02:00", "2026-03-29T03:15+02:00"]
    assert due("every 15 minutes", "2026-03-29T01:40+01:00", 3) == spring
    autumn = ["2026-10-25T02:45+02:00", "2026-10-25T02:00+01:00", "2026-10-25T02:15+01:00"]
    assert due("every 15 minutes", "2026-10-25T02:40+02:00", 3) == autumn


def test_as_they_come_has_no_next_time() -> None:
    schedule = parse_schedule("as they come")
    assert schedule.as_they_come
    assert schedule.next_after(datetime(2026, 1, 1, tzinfo=UTC), BERLIN) is None


def test_only_intervals_are_intervals() -> None:
    kinds = {text: parse_schedule(text).is_interval for text in ("every 15 minutes", "*/15 * * * *", "as they come")}
    assert kinds == {"every 15 minutes": True, "*/15 * * * *": False, "as they come": False}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", '"" is not a schedule; it can be "daily at 07:00"'),
        ("sometimes", '"sometimes" is not a schedule; it can be "daily at 07:00"'),
        ("every 3 days", '"every 3 days" is not a schedule; it can be'),
        ("at noon", '"at noon" is not a schedule; it can be'),
        ("@daily", '"@daily" is not a schedule; it can be'),
        ("daily at 07:00 please", '"daily at 07:00 please" is not a schedule; it can be'),
        ("7", '"7" is not a schedule; it can be'),
        ("daily at 25:00", '"25:00" is no time of the day'),
        ("daily at 7:60", '"7:60" is no time of the day'),
        ("weekly on caturday at 7", '"weekly on caturday at 7" is not a schedule'),
        ("monthly on 31 at 08:00", "not every month has a day 31; choose one from 1 to 28"),
        ("every 0 minutes", "an interval lasts from 1 second to 24 hours"),
        ("every 99999 hours", "an interval lasts from 1 second to 24 hours"),
        ("0 7 * *", 'five fields, "minute hour day month weekday"; "0 7 * *" has 4'),
        ("0 0 7 * * *", '"0 0 7 * * *" has 6'),
        ("60 * * * *", '"60" is no minute: 0 to 59 is possible'),
        ("0 24 * * *", '"24" is no hour: 0 to 23 is possible'),
        ("0 7 0 * *", '"0" is no day of the month: 1 to 31 is possible'),
        ("0 7 * 13 *", '"13" is no month: 1 to 12 or jan … dec is possible'),
        ("0 7 * * 8", '"8" is no weekday: 0 to 7 or sun … sat is possible'),
        ("0 7 * * mon-", '"" is no weekday'),
        ("0 7 * * ,", '"" is no weekday'),
        ("0 7 * * 5l", '"5l" is no weekday'),
        ("0 9-5 * * *", '"9-5" in the hour field runs backwards'),
        ("*/0 * * * *", '"*/0" in the minute field: a step is a number from 1'),
        ("*/x * * * *", '"*/x" in the minute field: a step is a number from 1'),
        ("5/10 * * * *", '"5/10" in the minute field: a step needs a range or a star, as in */10'),
        ("0 0 30 2 *", '"0 0 30 2 *" never happens'),
        ("٣ * * * *", '"٣" is no minute'),
    ],
)
def test_anything_else_is_refused_with_what_is_possible(text: str, sentence: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse_schedule(text)
    assert sentence in str(caught.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("0 7 * * 1-5", "at 07:00 on Monday to Friday"),
        ("daily at 7", "at 07:00 every day"),
        ("0 7,19 * * *", "at 07:00 and 19:00 every day"),
        ("weekly on fri at 16:00", "at 16:00 on Friday"),
        ("0 9 * * 0,6", "at 09:00 on Saturday and Sunday"),
        ("0 8 1 * *", "at 08:00 on day 1 of the month"),
        ("0 8 1,15 jan-mar *", "at 08:00 on day 1 and 15 of the month in January to March"),
        ("0 7 13 * fri", "at 07:00 on day 13 of the month and also on Friday"),
        ("0 7 */10 * fri", "at 07:00 on day 1, 11, 21 and 31 of the month if that is a Friday"),
        ("*/15 * * * *", "every 15 minutes"),
        ("*/15 8-18 * * *", "every 15 minutes of hour 8 to 18 every day"),
        ("* * * * *", "every minute"),
        ("5 * * * *", "at minute 5 of every hour"),
        ("hourly", "every hour"),
        ("every  15 minutes", "every 15 minutes"),
        ("as they come", "as they come"),
    ],
)
def test_a_schedule_is_described_in_words(text: str, words: str) -> None:
    assert parse_schedule(text).describe() == words


@settings(max_examples=100, deadline=None)
@given(
    line=st.sampled_from(
        ["30 2 * * *", "*/7 * * * *", "15 1-3 * * *", "0 0 * * mon", "59 23 28-31 * *", "hourly", "every 7 minutes"]
    ),
    tz=st.sampled_from([BERLIN, NEW_YORK, LORD_HOWE, CAIRO, ZoneInfo("UTC"), ZoneInfo("Asia/Kathmandu")]),
    start=st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001
)
def test_the_next_moment_is_always_later_and_none_is_skipped(line: str, tz: ZoneInfo, start: datetime) -> None:
    schedule = parse_schedule(line)
    moments = [start]
    for _ in range(5):
        following = schedule.next_after(moments[-1], tz)
        assert following is not None
        moments.append(following)
    in_utc = [moment.astimezone(UTC) for moment in moments]
    assert all(earlier < later for earlier, later in pairwise(in_utc))
    assert schedule.next_after(in_utc[1] - timedelta(microseconds=1), tz) == moments[1]
    assert schedule.next_after(in_utc[2] - timedelta(seconds=1), tz) == moments[2]
