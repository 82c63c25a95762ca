"""`zayavka profile days`: the days off of an iCalendar file as lines for a calendar of a profile.

They are taken in once and stand in the profile: so replicas agree, and tickets keep the days that they began with.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from core.api.errors import Misconfigured
from core.api.kinds import one_line, shorten
from core.calendar.feed import Feed

NAME = 75
NAMELESS = "—"


def days(file: Path, years: Iterable[int]) -> Iterator[str]:
    """In TOML, day by day. Raises Misconfigured for what is no iCalendar file."""
    try:
        feed = Feed(file.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise Misconfigured(f"{file} cannot be read", "Name an iCalendar file in UTF-8") from error
    for year in sorted({*years}):
        for day, names in sorted(feed.days(year).items()):
            said = (f"{language} = {_quoted(names[language])}" for language in ("ru", "en"))
            yield f"{day.isoformat()} = {{ {', '.join(said)} }}"


def _quoted(name: str) -> str:
    """A JSON string is one of TOML too."""
    return json.dumps(shorten(one_line(name), NAME) or NAMELESS, ensure_ascii=False)
