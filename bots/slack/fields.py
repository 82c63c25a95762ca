"""The fields of a modal: what each is called, and what was entered in it.

https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload
"""

from collections.abc import Mapping
from typing import Any

from core.api.commands import Aspect
from core.api.errors import Code, Refusal

BODY, FILES, UNTIL, HIDDEN = "body", "files", "until", "hidden"
STATUS, PERSON, GROUP, CANNED = "status", "person", "group", "canned"
OTHER, NUMBER, SHARED, MESSAGE, FOLLOWING = "other", "number", "shared", "message", "following"
TIME, RESOLVES = "time", "resolves"
TOWARDS = "towards"
"""The block that says where a move leads."""
SUBJECT, NOTE, REQUESTER = "subject", "note", "requester"
NEWCOMER = "new:"
"""Before what is asked of somebody new."""
FIELD = "field:"
"""Before the id of a form's question."""
NOBODY = "-"
"""What is picked instead of a person."""
EDITION = "#"
"""Before the count of how often a field was filled by us: with a new name a client forgets what it has kept."""

View = Mapping[str, Any]

_KEPT = {
    "plain_text_input": "value", "number_input": "value", "datepicker": "selected_date",
    "datetimepicker": "selected_date_time", "static_select": "selected_option", "external_select": "selected_option",
    "checkboxes": "selected_options", "file_input": "files", "multi_static_select": "selected_options",
}  # fmt: skip
_INITIAL = {kept: kept.replace("selected", "initial") for kept in _KEPT.values()} | {"value": "initial_value"}
_BLAMED: Mapping[Code, str] = {
    Code.UNTIL: UNTIL, Code.UNTIL_PAST: UNTIL, Code.UNKNOWN_TYPE: Aspect.TYPE, Code.PERSON: PERSON,
    Code.SERVICE: Aspect.SERVICE, Code.MOVE: STATUS, Code.FINAL: STATUS, Code.MERGED: OTHER, Code.CROWDED: OTHER,
}  # fmt: skip
_ELSE = {UNTIL: Aspect.DUE, BODY: NUMBER}
"""Under what a refusal stands in a modal that asks for something else."""


def name(block: str) -> str:
    return block.partition(EDITION)[0]


def next_edition(block: str) -> str:
    """The same field under a name that no client knows yet."""
    _, _, count = block.partition(EDITION)
    return f"{name(block)}{EDITION}{int(count or 0) + 1}"


def entered(view: View) -> dict[str, Any]:
    """By the names of the fields: a text, the value of what was picked, seconds, files; nothing for what is empty."""
    states = view["state"]["values"].items()
    return {name(block): _read(next(iter(elements.values()), {}), _KEPT) for block, elements in states}


def changes(view: View) -> dict[str, Any]:
    """What was entered and differs from what the form has shown, so that nobody's change of the meantime is undone."""
    asked = [block for block in view["blocks"] if block["type"] == "input"]
    shown = {name(block["block_id"]): _read(block["element"], _INITIALS) for block in asked}
    return {id: value for id, value in entered(view).items() if value != shown.get(id)}


def answers(given: Mapping[str, Any]) -> dict[str, str]:
    """Those of the form's questions, by their ids."""
    return {id.removeprefix(FIELD): str(value or "") for id, value in given.items() if id.startswith(FIELD)}


def blamed(refusal: Refusal) -> tuple[str, ...]:
    """The fields that a refusal may be about, the likeliest first."""
    match refusal.code:
        case Code.FIELD:
            return (f"{FIELD}{refusal.params.get('question')}", BODY)
        case Code.CHOICE:
            return (str(refusal.params.get("aspect")),)
        case Code.PERSON if "aspect" in refusal.params:
            return (str(refusal.params["aspect"]),)
        case Code.PARTICULAR:
            return (f"{NEWCOMER}{refusal.params.get('particular')}", REQUESTER)
        case Code.RELATION:
            return (SHARED, MESSAGE, OTHER) if refusal.params.get("problem") == "shared" else (MESSAGE, OTHER)
        case code:
            first = _BLAMED.get(code, BODY)
            return (first, *([_ELSE[first]] if first in _ELSE else []))


_INITIALS = {kind: _INITIAL[kept] for kind, kept in _KEPT.items()}


def _read(element: Mapping[str, Any], keys: Mapping[str, str]) -> Any:
    found = element.get(keys.get(str(element.get("type")), ""))
    if isinstance(found, Mapping):
        return found.get("value")
    if isinstance(found, list) and found and "value" in found[0]:
        return tuple(option["value"] for option in found)
    return found or None
