"""reactions.* and pins.*"""

import re

from bots.sandbox.slack.acts.reacting import react, unreact
from bots.sandbox.slack.api.places import message_named
from bots.sandbox.slack.kinds import Json, Refused
from bots.sandbox.slack.shapes import message_json, reactions_json
from bots.sandbox.slack.standin import StandIn

EMOJI = re.compile(r"[a-z0-9_+'\-]+(::skin-tone-[2-6])?")


def _name(arguments: Json) -> str:
    name = str(arguments["name"]).strip(":")
    if not EMOJI.fullmatch(name):
        raise Refused("invalid_name")
    return name


def add(slack: StandIn, arguments: Json) -> Json:
    channel, message = message_named(slack, arguments)
    react(slack, channel, message, _name(arguments), slack.world.app.bot_user)
    return {}


def remove(slack: StandIn, arguments: Json) -> Json:
    channel, message = message_named(slack, arguments)
    unreact(slack, channel, message, _name(arguments), slack.world.app.bot_user)
    return {}


def get(slack: StandIn, arguments: Json) -> Json:
    channel, message = message_named(slack, arguments)
    return {
        "type": "message",
        "channel": channel.id,
        "message": message_json(message) | {"reactions": reactions_json(message)},
    }


def pin(slack: StandIn, arguments: Json) -> Json:
    channel, message = message_named(slack, arguments)
    if message.ts in channel.pins:
        raise Refused("already_pinned")
    channel.pins.append(message.ts)
    return {}


def unpin(slack: StandIn, arguments: Json) -> Json:
    channel, message = message_named(slack, arguments)
    if message.ts not in channel.pins:
        raise Refused("no_pin")
    channel.pins.remove(message.ts)
    return {}


METHODS = {
    "pins.add": pin,
    "pins.remove": unpin,
    "reactions.add": add,
    "reactions.get": get,
    "reactions.remove": remove,
}
