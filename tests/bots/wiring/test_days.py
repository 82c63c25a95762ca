"""Days off out of an iCalendar file, and that a profile takes them as they are printed."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from bots.wiring.days import days
from core.api.errors import Misconfigured
from core.calendar.desk import calendars
from core.clock import HOUR, SECOND
from core.profile.load import judge
from tests.conftest import PROFILES

FEED = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//desk//EN
BEGIN:VEVENT
UID:1
DTSTART;VALUE=DATE:20260508
DTEND;VALUE=DATE:20260510
SUMMARY:День "основателя" \\ компании
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART;VALUE=DATE:20250701
RRULE:FREQ=YEARLY
END:VEVENT
BEGIN:VEVENT
UID:3
DTSTART:20260602T100000Z
DTEND:20260602T110000Z
SUMMARY:A meeting
END:VEVENT
END:VCALENDAR
"""


def test_what_is_printed_stands_in_a_profile_and_closes_its_days(tmp_path: Path) -> None:
    file = tmp_path / "holidays.ics"
    file.write_text(FEED.replace("\n", "\r\n"), encoding="utf-8")
    printed = "\n".join(days(file, [2027, 2026, 2026]))
    assert [line.partition(" ")[0] for line in printed.splitlines()] == [
        "2026-05-08", "2026-05-09", "2026-07-01", "2027-07-01",
    ]  # fmt: skip
    text = (PROFILES / "software.toml").read_text(encoding="utf-8")
    said = tomllib.loads(text.replace("[calendars.week]", f"[calendars.off]\n{printed}\n\n[calendars.week]", 1))
    profile, findings = judge(said)
    assert profile is not None and findings == []
    assert profile.calendars[0].off[date(2026, 7, 1)] == {"ru": "—", "en": "—"}
    assert profile.calendars[0].off[date(2026, 5, 8)]["ru"].startswith('День "основателя"')
    noon = 1_782_896_400 * SECOND
    assert calendars(profile)["office"].add(noon, HOUR) == noon + 22 * HOUR, "1 July 2026, noon in Moscow, is off"


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT", "не календарь".encode()])
def test_what_is_no_calendar_is_said_so(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "broken.ics"
    file.write_bytes(content)
    with pytest.raises(Misconfigured):
        list(days(file, [2026]))


EVENT = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\n{}\r\nSUMMARY:x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"


def test_a_meeting_of_every_minute_closes_no_day_and_keeps_nobody_waiting(tmp_path: Path) -> None:
    file = tmp_path / "meetings.ics"
    file.write_text(EVENT.format("DTSTART:20000101T000000\r\nRRULE:FREQ=MINUTELY"), encoding="utf-8")
    assert list(days(file, [2026])) == []


@pytest.mark.parametrize(
    "lines", [
        "DTSTART;VALUE=DATE:20260101\r\nRRULE:FREQ=SECONDLY",
        "DTSTART;VALUE=DATE:00010101\r\nDTEND;VALUE=DATE:99991231",
    ],
)  # fmt: skip
def test_a_day_that_never_ends_or_comes_every_second_is_refused_in_one_line(tmp_path: Path, lines: str) -> None:
    file = tmp_path / "hostile.ics"
    file.write_text(EVENT.format(lines), encoding="utf-8")
    with pytest.raises(Misconfigured) as refused:
        list(days(file, [2026]))
    assert "\n" not in str(refused.value)
