"""Headers of the letter answered to, repeated in the text: "From: … Sent: … To: … Subject: …" (C10)."""

import re
from collections.abc import Sequence

from bots.email.incoming.quote import words

LINES = 16
WRAPPED = 2
_KEY = re.compile(
    r"[\s>*_|•·]{0,12}([^\W\d_][^\W\d_ -]*(?:[ -][^\W\d_]{1,12}){0,2})[\s*_\u00a0]{0,3}[:：][\s*_]{0,4}(.*)$"
)
_IN_LINE = re.compile(r"(?:^|[\s*])(From|To|Date|Sent|Subject|От|Кому|Дата|Отправлено|Тема):[ *]")
"""All of them in one line: what is left where a program took the line ends away."""


def role(line: str) -> str:
    """What a line says of the letter answered to: from, date, to, cc or subject; or nothing."""
    found = _KEY.match(line[:300])
    return words.ROLES.get(found[1].lower(), "") if found else ""


def header_block(lines: Sequence[str], at: int) -> int:
    """How many lines the block takes from `at`, 0 where there is none. Values may be wrapped, and lines be apart."""
    if role(lines[at]) not in ("from", "date", "subject", "to"):
        return 0
    if len(set(_IN_LINE.findall(lines[at][:2000]))) >= 4:
        return 1
    roles: set[str] = set()
    end, loose = at, 0
    for place in range(at, min(len(lines), at + LINES)):
        found = role(lines[place])
        loose = 0 if found else loose + 1
        if loose > WRAPPED or (found in roles and found != "cc"):
            break
        if found:
            roles.add(found)
            end = place + 1
    return end - at if _telling(roles - {"cc"}, " ".join(lines[at:end])) else 0


def _telling(roles: set[str], text: str) -> bool:
    """Three of the four, or two that name both a person's address and a day."""
    if not roles & {"from", "date"}:
        return False
    mail, day = words.MAIL.search(text[:2000]), words.DATE.search(text[:2000])
    return (len(roles) >= 3 and bool(mail or day)) or (len(roles) == 2 and bool(mail and day))
