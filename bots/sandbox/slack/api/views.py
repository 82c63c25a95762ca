"""views.* and blocks.validate."""

from bots.sandbox.slack.acts.modals import find_open, open_modal, publish_home, push_modal, update_view
from bots.sandbox.slack.kinds import Json, Refused, View
from bots.sandbox.slack.kit.surfaces import problems_of_blocks, problems_of_view
from bots.sandbox.slack.shapes import view_json
from bots.sandbox.slack.standin import StandIn


def _presser(slack: StandIn, arguments: Json) -> str:
    trigger = arguments.get("trigger_id") or arguments.get("interactivity_pointer")
    if not trigger:
        raise Refused("invalid_arguments", "[ERROR] missing required field: trigger_id")
    return slack.rights.redeem(trigger)


def _shown(slack: StandIn, view: View) -> Json:
    return {"view": view_json(slack.world, view)}


def open_view(slack: StandIn, arguments: Json) -> Json:
    return _shown(slack, open_modal(slack, _presser(slack, arguments), arguments["view"]))


def push_view(slack: StandIn, arguments: Json) -> Json:
    return _shown(slack, push_modal(slack, _presser(slack, arguments), arguments["view"]))


def update(slack: StandIn, arguments: Json) -> Json:
    if not arguments.get("view_id") and not arguments.get("external_id"):
        raise Refused("invalid_arguments", "[ERROR] missing required field: view_id")
    view = find_open(slack, arguments.get("view_id"), arguments.get("external_id"))
    return _shown(slack, update_view(slack, view, arguments["view"], arguments.get("hash")))


def publish(slack: StandIn, arguments: Json) -> Json:
    user = slack.user(arguments["user_id"])
    return _shown(slack, publish_home(slack, user.id, arguments["view"], arguments.get("hash")))


def validate(slack: StandIn, arguments: Json) -> Json:
    given = [name for name in ("blocks", "message", "view") if arguments.get(name)]
    if len(given) != 1:
        raise Refused("invalid_arguments", "must provide exactly one of `blocks`, `view`, or `message`")
    value = arguments[given[0]]
    if given[0] == "view":
        problems = problems_of_view(value)
    else:
        blocks = value.get("blocks", []) if given[0] == "message" and isinstance(value, dict) else value
        problems = problems_of_blocks(blocks, "message", "")
    if problems:
        raise Refused(f"invalid_{given[0]}", errors=problems)
    return {}


METHODS = {
    "blocks.validate": validate,
    "views.open": open_view,
    "views.publish": publish,
    "views.push": push_view,
    "views.update": update,
}
