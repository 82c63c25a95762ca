"""What a person has entered into a view: the state of each element, and what a client refuses to send."""

import re
from collections.abc import Iterator

from bots.sandbox.slack.kinds import Json

KEPT_IN = {
    "plain_text_input": "value",
    "email_text_input": "value",
    "url_text_input": "value",
    "number_input": "value",
    "rich_text_input": "rich_text_value",
    "static_select": "selected_option",
    "external_select": "selected_option",
    "radio_buttons": "selected_option",
    "overflow": "selected_option",
    "checkboxes": "selected_options",
    "multi_static_select": "selected_options",
    "multi_external_select": "selected_options",
    "users_select": "selected_user",
    "multi_users_select": "selected_users",
    "channels_select": "selected_channel",
    "multi_channels_select": "selected_channels",
    "conversations_select": "selected_conversation",
    "multi_conversations_select": "selected_conversations",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "file_input": "files",
}
INITIAL = [f"initial_{what}" for what in ("value", "date", "time", "date_time", "option", "options")]
INITIAL += [f"initial_{what}{s}" for what in ("user", "channel", "conversation") for s in ("", "s")]
STATEFUL_IN_MESSAGES = set(KEPT_IN) - {"overflow"}


class Unsendable(Exception):
    """A person cannot do this: the button or field is not there, or the client refuses what was entered."""

    def __init__(self, reason: str, status: int = 422) -> None:
        super().__init__(reason)
        self.status = status


def stateful(blocks: list[Json]) -> Iterator[tuple[str, Json]]:
    """(block_id, element) of everything that keeps a state."""
    for block in blocks:
        candidates = [block.get("element"), block.get("accessory")]
        candidates += block.get("elements", []) if block["type"] == "actions" else []
        for element in candidates:
            if isinstance(element, dict) and element.get("type") in STATEFUL_IN_MESSAGES:
                yield block["block_id"], element


def initial_values(blocks: list[Json]) -> dict[str, dict[str, Json]]:
    values: dict[str, dict[str, Json]] = {}
    for block_id, element in stateful(blocks):
        initial = next((element[name] for name in INITIAL if name in element), None)
        values.setdefault(block_id, {})[element["action_id"]] = entered(element, initial)
    return values


def entered(element: Json, value: object) -> Json:
    """The state object of an element; `value` is its value, an option's value, or a list of them."""
    kind = element["type"]
    if isinstance(value, dict) and value.get("type") == kind:
        return value
    field = KEPT_IN[kind]
    if field == "selected_option" and isinstance(value, str):
        value = option_of(element, value)
    if field == "selected_options":
        value = [option_of(element, one) if isinstance(one, str) else one for one in _as_list(value)]
    elif field in ("selected_users", "selected_channels", "selected_conversations", "files"):
        value = _as_list(value)
    elif field == "value" and value is not None:
        value = str(value) or None
    return {"type": kind, field: value}


def _as_list(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]


def option_of(element: Json, value: str) -> Json:
    """The option as the view shows it; an external one is taken on trust, by its value."""
    for option in options_of(element):
        if option["value"] == value:
            return option
    if element["type"].endswith("external_select"):
        return {"text": {"type": "plain_text", "text": value, "emoji": True}, "value": value}
    raise Unsendable(f"{element['type']} {element.get('action_id')} offers no option {value!r}")


def options_of(element: Json) -> list[Json]:
    grouped = [option for group in element.get("option_groups", []) for option in group["options"]]
    return list(element.get("options", [])) + grouped


def fill(blocks: list[Json], values: dict[str, dict[str, Json]], given: Json) -> None:
    """Enters `given` into `values`: per block either {action_id: value or state}, or the value of its one element."""
    elements: dict[str, list[Json]] = {}
    for block_id, element in stateful(blocks):
        elements.setdefault(block_id, []).append(element)
    for block_id, value in given.items():
        if block_id not in elements:
            raise Unsendable(f"the view has no field in block {block_id!r}; it has {sorted(elements)}")
        for element in elements[block_id]:
            action_id = element["action_id"]
            if isinstance(value, dict) and action_id in value:
                values.setdefault(block_id, {})[action_id] = entered(element, value[action_id])
            elif len(elements[block_id]) == 1:
                values.setdefault(block_id, {})[action_id] = entered(element, value)


def check_sendable(blocks: list[Json], values: dict[str, dict[str, Json]]) -> None:
    """The client's own checks, made before anything reaches the app."""
    for block in blocks:
        if block["type"] == "input":
            element = block["element"]
            value = values[block["block_id"]][element["action_id"]].get(KEPT_IN[element["type"]])
            if value in (None, [], "") and not block.get("optional"):
                raise Unsendable(f"{block['block_id']} is required")
            if value not in (None, [], ""):
                _check_value(block["block_id"], element, value)


def _check_value(block_id: str, element: Json, value: object) -> None:
    text = str(value)
    match element["type"]:
        case "plain_text_input" if not element.get("min_length", 0) <= len(text) <= element.get("max_length", 3000):
            raise Unsendable(f"{block_id} has {len(text)} characters")
        case "number_input" if not re.fullmatch(r"-?\d+(\.\d+)?" if element["is_decimal_allowed"] else r"-?\d+", text):
            raise Unsendable(f"{block_id} is not a number")
        case "email_text_input" if "@" not in text:
            raise Unsendable(f"{block_id} is not a mail address")
        case "url_text_input" if "://" not in text:
            raise Unsendable(f"{block_id} is not a URL")
        case "file_input" if isinstance(value, list) and len(value) > element.get("max_files", 10):
            raise Unsendable(f"{block_id} has too many files")
