"""The stack of modals before a person, and their Home tab."""

import copy

from bots.sandbox.slack.acts.posting import with_ids
from bots.sandbox.slack.acts.state import initial_values
from bots.sandbox.slack.kinds import Json, Refused, View
from bots.sandbox.slack.kit.surfaces import check_view
from bots.sandbox.slack.standin import StandIn

DEEPEST = 3


def _new(slack: StandIn, user: str, view: Json, below: View | None) -> View:
    world = slack.world
    _check_external_id(slack, view, None)
    body = copy.deepcopy(view)
    body["blocks"] = with_ids(body.get("blocks") or [])
    view_id = world.new_id("V")
    made = View(view_id, user, body, _new_hash(slack), below.root if below else view_id, below.id if below else None)
    made.values = initial_values(body["blocks"])
    world.views[view_id] = made
    world.pulse.beat()
    return made


def _new_hash(slack: StandIn) -> str:
    return slack.world.new_ts().replace(".", "") + "." + slack.world.new_id("h")


def _check_external_id(slack: StandIn, view: Json, replaced: View | None) -> None:
    external_id = view.get("external_id")
    for other in slack.world.views.values():
        if external_id and other is not replaced and other.body.get("external_id") == external_id:
            raise Refused("duplicate_external_id")


def open_modal(slack: StandIn, user: str, view: object) -> View:
    checked = check_view(view, "modal")
    close_all(slack, user)
    made = _new(slack, user, checked, None)
    slack.world.modals[user].append(made.id)
    return made


def push_modal(slack: StandIn, user: str, view: object) -> View:
    checked = check_view(view, "modal")
    below = slack.world.top_modal(user)
    if below is None:
        raise Refused("not_found")
    if len(slack.world.modals[user]) >= DEEPEST:
        raise Refused("push_limit_reached")
    made = _new(slack, user, checked, below)
    slack.world.modals[user].append(made.id)
    return made


def update_view(slack: StandIn, view: View, body: object, expected_hash: object = None) -> View:
    """What was entered stays where block_id and action_id stay."""
    checked = copy.deepcopy(check_view(body, str(view.body["type"])))
    if expected_hash and expected_hash != view.hash:
        raise Refused("hash_conflict")
    _check_external_id(slack, checked, view)
    checked["blocks"] = with_ids(checked.get("blocks") or [])
    values = initial_values(checked["blocks"])
    for block_id, actions in values.items():
        for action_id in actions.keys() & view.values.get(block_id, {}).keys():
            if actions[action_id]["type"] == view.values[block_id][action_id]["type"]:
                actions[action_id] = view.values[block_id][action_id]
    view.body, view.values, view.hash = checked, values, _new_hash(slack)
    slack.world.pulse.beat()
    return view


def publish_home(slack: StandIn, user: str, body: object, expected_hash: object = None) -> View:
    checked = check_view(body, "home")
    current = slack.world.views.get(slack.world.homes.get(user, ""))
    if current is not None:
        return update_view(slack, current, checked, expected_hash)
    if expected_hash:
        raise Refused("hash_conflict")
    made = _new(slack, user, checked, None)
    slack.world.homes[user] = made.id
    return made


def find_open(slack: StandIn, view_id: object, external_id: object) -> View:
    """A closed modal can no longer be updated."""
    for view in slack.world.views.values():
        if (view_id and view.id == view_id) or (external_id and view.body.get("external_id") == external_id):
            return view
    raise Refused("not_found")


def close_top(slack: StandIn, user: str) -> View | None:
    stack = slack.world.modals[user]
    if not stack:
        return None
    slack.world.pulse.beat()
    return slack.world.views.pop(stack.pop())


def close_all(slack: StandIn, user: str) -> list[View]:
    """Top first."""
    closed = []
    while (view := close_top(slack, user)) is not None:
        closed.append(view)
    return closed
