"""What a stranger says of themselves, as it is kept: surname, first name, patronymic, position, e-mail, phone (A5)."""

import re
from collections.abc import Mapping, Sequence

from core.errors import Code, Refusal
from core.people import mailing
from core.profile.access import Particular
from core.texts import one_line

LIMIT = 300
"""Signs of one particular, an e-mail excepted."""
SHORTEST_PHONE, LONGEST_PHONE = 5, 25
TELLING = 10
"""So many last digits tell one phone from another, however its country is written."""
_PHONE = re.compile(r"[\d\s+().,;#*/–—-]+((доб|вн|ext|x)[\s.:]*\d+)?", re.IGNORECASE)
_EXTENSION = re.compile(r"(доб|вн|ext|x|[#,;*]).*", re.IGNORECASE)


def read(asked: Sequence[Particular], id: str, said: str) -> str:
    """One answer as it is kept; nothing, where it may be left out. Raises Refusal(PARTICULAR)."""
    known = next((one for one in asked if one.id == id), None)
    text = one_line(said)
    if known is None:
        raise _wrong(id, "unknown")
    if not text:
        if known.required:
            raise _wrong(id, "empty")
        return ""
    return _email(text) if id == "email" else _phone(text) if id == "phone" else _short(id, text)


def read_all(asked: Sequence[Particular], said: Mapping[str, str]) -> dict[str, str]:
    """Everything that the desk asks, in its order, without what was left out; what it does not ask is dropped."""
    found = {one.id: read(asked, one.id, said.get(one.id, "")) for one in asked}
    return {id: value for id, value in found.items() if value}


def name(said: Mapping[str, str]) -> str:
    return " ".join(said[id] for id in ("first_name", "patronymic", "surname") if said.get(id))


def digits(phone: str) -> str:
    """What two spellings of one phone have in common; nothing of what is no phone."""
    found = "".join(filter(str.isdigit, _EXTENSION.sub("", phone)))[-TELLING:]
    return found if len(found) >= SHORTEST_PHONE else ""


def _email(text: str) -> str:
    try:
        return mailing.address(text)
    except Refusal:
        raise _wrong("email", "mail") from None


def _phone(text: str) -> str:
    count = sum(map(str.isdecimal, text))
    if not _PHONE.fullmatch(text) or not SHORTEST_PHONE <= count <= LONGEST_PHONE or len(text) > 2 * LONGEST_PHONE:
        raise _wrong("phone", "phone")
    return text


def _short(id: str, text: str) -> str:
    if len(text) > LIMIT:
        raise _wrong(id, "long")
    return text


def _wrong(id: str, problem: str) -> Refusal:
    return Refusal(Code.PARTICULAR, particular=id, problem=problem)
