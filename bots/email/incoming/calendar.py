"""What a calendar part says, as far as a reader wants it: what, when, where (RFC 5545). No octets raise."""

import re
from dataclasses import dataclass

from bots.email.incoming import charsets
from bots.email.incoming.shapes import Part
from core.api.kinds import one_line, shorten

MOST = 100_000
LINE = 200
_FOLD = re.compile(r"\r?\n[ \t]")
FIELDS = ("SUMMARY", "DTSTART", "LOCATION")
LINES = 2_000
_TIME = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)\d\d(Z?))?")
_ZONE = re.compile(r"TZID=\"?([\w/+-]{1,60})", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([,;\\nN])")


@dataclass(frozen=True, slots=True)
class Meeting:
    """`when` is as the calendar has it, with its own zone; empty where it cannot be read."""

    what: str
    when: str
    where: str


def meeting(part: Part) -> Meeting | None:
    """The first event of a calendar part; nothing of any other."""
    if part.media_type != "text/calendar":
        return None
    text = _FOLD.sub("", charsets.text(part.content[:MOST], "utf-8"))
    _, found, event = text.partition("BEGIN:VEVENT")
    fields: dict[str, tuple[str, str]] = {}
    for line in event.partition("END:VEVENT")[0].splitlines()[:LINES]:
        name, parameters, value = _field(line)
        if name in FIELDS:
            fields.setdefault(name, (parameters, value))
    if not found or not fields:
        return None
    return Meeting(_said(fields.get("SUMMARY")), _when(fields.get("DTSTART")), _said(fields.get("LOCATION")))


def _field(line: str) -> tuple[str, str, str]:
    """Name, parameters, value. A colon within quotes ends no parameter; a second such one is nobody's."""
    head, _, value = line.partition(":")
    if head.count('"') % 2:
        quoted, _, value = value.partition('"')
        rest, _, value = value.partition(":")
        head = f'{head}:{quoted}"{rest}'
    name, _, parameters = head.partition(";")
    return name.strip().upper(), parameters, value


def _said(field: tuple[str, str] | None) -> str:
    value = _ESCAPED.sub(lambda sign: " " if sign[1] in "nN" else sign[1], field[1]) if field else ""
    return shorten(one_line(value), LINE)


def _when(field: tuple[str, str] | None) -> str:
    parameters, value = field or ("", "")
    time, zone = _TIME.match(value.strip()), _ZONE.search(parameters)
    if time is None:
        return ""
    year, month, day, hour, minute, utc = time.groups()
    clock = f" {hour}:{minute}" if hour else ""
    named = " UTC" if utc else f" ({zone[1]})" if zone and hour else ""
    return f"{day}.{month}.{year}{clock}{named}"
