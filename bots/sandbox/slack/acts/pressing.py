"""A person presses a button or picks from a menu, in a message or in a view."""

from collections.abc import Iterator
from dataclasses import dataclass

from bots.sandbox.slack.acts import payloads
from bots.sandbox.slack.acts.asking import Outcome, ask
from bots.sandbox.slack.acts.state import KEPT_IN, Unsendable, entered, option_of, options_of
from bots.sandbox.slack.kinds import Channel, Json, Message, User, View
from bots.sandbox.slack.kit.surfaces import elements_of
from bots.sandbox.slack.standin import StandIn


@dataclass(frozen=True, slots=True)
class Press:
    """What to press: by action_id or by the visible text, narrowed by block_id and value; or what was there before."""

    action_id: str | None = None
    text: str | None = None
    value: str | None = None
    block_id: str | None = None
    selected_option: str | None = None
    selected: object = None
    stale: bool = False

    def is_complete(self) -> bool:
        return None not in (self.action_id, self.value, self.block_id)


def pressables(blocks: list[Json], user: str) -> Iterator[tuple[str, Json]]:
    """(block_id, element) of everything this person can press."""
    for block in blocks:
        for element in elements_of(block):
            if "action_id" in element and user in element.get("visible_to_user_ids", [user]):
                yield block["block_id"], element


def find(blocks: list[Json], user: str, press: Press) -> tuple[str, Json]:
    for block_id, element in pressables(blocks, user):
        if _fits(block_id, element, press):
            return block_id, element
    if press.stale and press.is_complete():
        label = {"type": "plain_text", "text": press.text or "", "emoji": True}
        gone = {"type": "button", "action_id": press.action_id, "value": press.value, "text": label}
        return str(press.block_id), gone
    there = [(e["action_id"], e.get("text", {}).get("text")) for _, e in pressables(blocks, user)]
    raise Unsendable(f"no such button now; there are {there}", 404)


def _fits(block_id: str, element: Json, press: Press) -> bool:
    if press.action_id is not None and element["action_id"] != press.action_id:
        return False
    if press.block_id is not None and block_id != press.block_id:
        return False
    if press.value is not None and element["type"] == "button" and element.get("value") != press.value:
        return False
    return press.text is None or press.text in _labels(element)


def _labels(element: Json) -> list[str]:
    own = [element["text"]["text"]] if "text" in element else []
    return own + [option["text"]["text"] for option in options_of(element)]


def action(slack: StandIn, block_id: str, element: Json, press: Press) -> Json:
    """One entry of the payload's `actions`."""
    kind = element["type"]
    made: Json = {"type": kind, "action_id": element["action_id"], "block_id": block_id}
    if kind in KEPT_IN:
        made |= entered(element, _chosen(element, press))
    else:
        made |= {name: element[name] for name in ("text", "value", "style", "url") if name in element}
    return made | {"action_ts": slack.world.new_ts()}


def _chosen(element: Json, press: Press) -> object:
    if press.selected is not None:
        return press.selected
    if press.selected_option is not None:
        return option_of(element, press.selected_option) if options_of(element) else press.selected_option
    for option in options_of(element):
        if press.text == option["text"]["text"]:
            return option
    return press.value


async def press_in_message(slack: StandIn, user: User, channel: Channel, message: Message, press: Press) -> Outcome:
    block_id, element = find(message.blocks, user.id, press)
    made = action(slack, block_id, element, press)
    payload = payloads.base(slack, "block_actions", user) | payloads.in_message(slack, user, channel, message)
    if element["type"] in KEPT_IN:
        payload["state"] = {"values": {block_id: {element["action_id"]: _state_of(made)}}}
    return await ask(slack, "interactive", payload | {"actions": [made]})


async def press_in_view(slack: StandIn, user: User, view: View, press: Press) -> Outcome:
    """A choice in a view is kept in its state before the app hears of it."""
    block_id, element = find(view.body["blocks"], user.id, press)
    made = action(slack, block_id, element, press)
    if element["action_id"] in view.values.get(block_id, {}):
        view.values[block_id][element["action_id"]] = _state_of(made)
    payload = payloads.base(slack, "block_actions", user) | payloads.in_view(slack, view)
    return await ask(slack, "interactive", payload | {"actions": [made]})


def _state_of(made: Json) -> Json:
    return {name: made[name] for name in ("type", KEPT_IN[made["type"]])}
