"""Finds the channel or message that a call names, or refuses as the real service does."""

from bots.sandbox.slack.kinds import Channel, Json, Message, Refused
from bots.sandbox.slack.standin import StandIn


def channel_known(slack: StandIn, channel_id: object) -> Channel:
    """A private channel without the bot does not exist for the app."""
    channel = slack.world.channels.get(str(channel_id))
    if channel is None or (channel.is_private and not slack.world.has_bot(channel)):
        raise Refused("channel_not_found")
    return channel


def channel_joined(slack: StandIn, channel_id: object) -> Channel:
    channel = channel_known(slack, channel_id)
    if not slack.world.has_bot(channel):
        raise Refused("not_in_channel")
    return channel


def channel_to_post(slack: StandIn, named: object) -> Channel:
    """chat.postMessage also takes a person's id, which means the direct message, and `#name`."""
    if str(named) in slack.world.users:
        return slack.world.direct(str(named))
    for channel in slack.world.channels.values():
        if named == f"#{channel.name}":
            named = channel.id
    channel = channel_joined(slack, named)
    if channel.is_archived:
        raise Refused("is_archived")
    return channel


def message_in(channel: Channel, ts: object) -> Message:
    message = channel.messages.get(str(ts))
    if message is None or message.body.get("subtype") == "tombstone":
        raise Refused("message_not_found")
    return message


def message_named(slack: StandIn, arguments: Json, by: str = "timestamp") -> tuple[Channel, Message]:
    if not arguments.get("channel") or not arguments.get(by):
        raise Refused("no_item_specified")
    channel = channel_joined(slack, arguments["channel"])
    return channel, message_in(channel, arguments[by])
