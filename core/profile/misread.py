"""What a file says that has no place in a profile, or not this form: the problem and its mend in our own words."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from core.profile.part import Part

LATIN = "Write it in small Latin letters, digits, - and _, at most 31 of them"
FORMS: Mapping[str, str] = {
    r"^[a-z0-9][a-z0-9_-]{0,30}$": LATIN,
    r"^[A-Z]{1,6}$": "Write one to six capital Latin letters, such as HD",
    r"^(ru|en)$": "Write ru or en",
    r"^([1-9][0-9]{0,3}(m|h|d|wd))?$": "Write it like 30m, 4h, 2d or 3wd",
    r"^[1-9][0-9]{0,3}(m|h|d|wd)$": "Write it like 30m, 4h, 2d or 3wd",
    r"^[^\s@:]+@[^\s@:]+\.[^\s@:]+$": "Write a mail address, such as anna@example.org",
    r"^[a-z0-9_+-]*$": "Write the name of an emoji in small letters without colons, or nothing",
    r"^https?://[^\s]+$": "Write a whole address that begins with https://",
}
GROUP_OR_PERSON = "Write group:<id> or person:<mail address>"
WHO = "Write assignee, colleagues, channel, role:<id>, group:<id> or person:<mail address>"


def misread(detail: Mapping[str, Any]) -> tuple[str, str]:
    """From one of pydantic's errors."""
    said, known = detail.get("input"), dict(detail.get("ctx") or {})
    match detail["type"]:
        case "missing":
            return "is missing", "Add it"
        case "extra_forbidden":
            return "is no word of a profile at this place", _spelled(str(detail["loc"][-1]))
        case "literal_error" | "enum":
            return f"cannot be {said!r:.80}", f"It can be {known['expected']}"
        case "string_pattern_mismatch":
            return f"cannot be {said!r:.80}", _formed(str(known["pattern"]))
        case "string_too_long":
            return (
                f"is {len(str(said))} characters long, and at most {known['max_length']} characters fit",
                f"Shorten {said!r:.80}",
            )
        case "string_too_short":
            return "says nothing", "Write it, or remove it"
        case "too_long":
            return f"has more than {known['max_length']} entries", "Remove some"
        case "too_short":
            return f"has fewer than {known['min_length']} entries", "Add some, or remove the whole"
        case "greater_than_equal" | "greater_than" | "less_than_equal" | "less_than":
            return f"cannot be {said!r:.80}", f"Write a number {_plainly(detail)}"
        case "value_error":
            return str(detail["msg"]).removeprefix("Value error, "), f"It says {said!r:.80}"
        case _:
            return f"cannot be {said!r:.80}", f"Write {_plainly(detail).partition(', ')[0]}"


def _formed(pattern: str) -> str:
    return FORMS.get(pattern) or (WHO if "assignee" in pattern else GROUP_OR_PERSON)


def _spelled(word: str) -> str:
    close = get_close_matches(word, _words(Part), n=1)
    return f"Write {close[0]!r}, or remove it" if close else "Remove it"


def _words(part: type[Part]) -> set[str]:
    """Every key that a table of a profile can have."""
    own = {field.alias or name for name, field in part.model_fields.items()}
    return own.union(*(_words(one) for one in part.__subclasses__()))


def _plainly(detail: Mapping[str, Any]) -> str:
    return str(detail["msg"]).removeprefix("Input should be ").removeprefix("String should ").removeprefix("should ")
