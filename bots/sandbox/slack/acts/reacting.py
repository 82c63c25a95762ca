"""Reactions, by the app or by a person."""

from bots.sandbox.slack.kinds import Channel, Message, Refused
from bots.sandbox.slack.standin import StandIn


def react(slack: StandIn, channel: Channel, message: Message, name: str, user: str) -> str | None:
    users = message.reactions.setdefault(name, [])
    if user in users:
        raise Refused("already_reacted")
    users.append(user)
    return _tell(slack, channel, message, "reaction_added", name, user)


def unreact(slack: StandIn, channel: Channel, message: Message, name: str, user: str) -> str | None:
    users = message.reactions.get(name, [])
    if user not in users:
        raise Refused("no_reaction")
    users.remove(user)
    if not users:
        del message.reactions[name]
    return _tell(slack, channel, message, "reaction_removed", name, user)


def _tell(slack: StandIn, channel: Channel, message: Message, kind: str, name: str, user: str) -> str | None:
    slack.world.pulse.beat()
    event = {
        "type": kind,
        "user": user,
        "reaction": name,
        "item": {"type": "message", "channel": channel.id, "ts": message.ts},
        "item_user": message.body.get("user"),
        "event_ts": slack.world.new_ts(),
    }
    envelope = slack.tell_members(channel, event)
    return envelope.event_id if envelope else None
