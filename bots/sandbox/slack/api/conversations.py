"""conversations.*: https://docs.slack.dev/reference/methods?family=conversations"""

from bots.sandbox.slack.acts.membership import join
from bots.sandbox.slack.api.arguments import flag
from bots.sandbox.slack.api.paging import page
from bots.sandbox.slack.api.places import channel_joined, channel_known
from bots.sandbox.slack.kinds import Channel, Json, Message, Refused
from bots.sandbox.slack.shapes import channel_json, message_json
from bots.sandbox.slack.standin import StandIn

TYPES = {"public_channel", "private_channel", "im", "mpim"}
KIND_OF_TYPE = {"public_channel": "channel", "private_channel": "group", "im": "im"}


def info(slack: StandIn, arguments: Json) -> Json:
    return {"channel": channel_json(slack.world, channel_known(slack, arguments["channel"]))}


def list_all(slack: StandIn, arguments: Json) -> Json:
    wanted = {one.strip() for one in str(arguments.get("types") or "public_channel").split(",")}
    if wanted - TYPES:
        raise Refused("invalid_types")
    kinds = {KIND_OF_TYPE.get(one) for one in wanted}
    channels = [c for c in slack.world.channels.values() if c.kind in kinds and _visible(slack, c)]
    if flag(arguments, "exclude_archived"):
        channels = [c for c in channels if not c.is_archived]
    some, cursor = page(channels, arguments, 100)
    return {"channels": [channel_json(slack.world, c) for c in some], "response_metadata": {"next_cursor": cursor}}


def _visible(slack: StandIn, channel: Channel) -> bool:
    return not channel.is_private or slack.world.has_bot(channel)


def members(slack: StandIn, arguments: Json) -> Json:
    channel = channel_known(slack, arguments["channel"])
    some, cursor = page(channel.members, arguments, 100)
    return {"members": list(some), "response_metadata": {"next_cursor": cursor}}


def history(slack: StandIn, arguments: Json) -> Json:
    """Newest first; replies stay in their threads."""
    channel = channel_joined(slack, arguments["channel"])
    shown = [m for m in channel.messages.values() if m.in_channel and _within(m, arguments)]
    return _messages(shown[::-1], arguments)


def replies(slack: StandIn, arguments: Json) -> Json:
    """The parent, then its replies, oldest first; of a reply's own ts only that reply."""
    channel = channel_joined(slack, arguments["channel"])
    ts = str(arguments["ts"])
    if ts not in channel.messages:
        raise Refused("thread_not_found")
    shown = [m for m in slack.world.thread(channel, ts) if m.ts == ts or _within(m, arguments)]
    return _messages(shown, arguments)


def _messages(messages: list[Message], arguments: Json) -> Json:
    some, cursor = page(messages, arguments, 100)
    with_metadata = flag(arguments, "include_all_metadata")
    answer: Json = {"messages": [message_json(m, with_metadata) for m in some], "has_more": bool(cursor)}
    return answer | ({"response_metadata": {"next_cursor": cursor}} if cursor else {})


def _within(message: Message, arguments: Json) -> bool:
    ts, inclusive = float(message.ts), flag(arguments, "inclusive")
    oldest, latest = _instant(arguments, "oldest"), _instant(arguments, "latest")
    if oldest is not None and (ts < oldest or (ts == oldest and not inclusive)):
        return False
    return latest is None or ts < latest or (ts == latest and inclusive)


def _instant(arguments: Json, name: str) -> float | None:
    value = arguments.get(name)
    if value in (None, "", 0, "0"):
        return None
    try:
        return float(str(value))
    except ValueError as error:
        raise Refused(f"invalid_ts_{name}") from error


def open_direct(slack: StandIn, arguments: Json) -> Json:
    if arguments.get("channel"):
        return {"channel": {"id": channel_known(slack, arguments["channel"]).id}}
    users = [one for one in str(arguments.get("users") or "").split(",") if one]
    if not users:
        raise Refused("users_list_not_supplied")
    if len(users) > 1:
        raise Refused("method_not_supported_for_channel_type")
    if slack.user(users[0]).deleted:
        raise Refused("user_disabled")
    channel = slack.world.direct(users[0])
    whole = channel_json(slack.world, channel)
    return {"channel": whole if flag(arguments, "return_im") else {"id": channel.id}}


def join_channel(slack: StandIn, arguments: Json) -> Json:
    channel = channel_known(slack, arguments["channel"])
    if channel.kind != "channel":
        raise Refused("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise Refused("is_archived")
    join(slack, channel, slack.world.app.bot_user)
    return {"channel": channel_json(slack.world, channel)}


def invite(slack: StandIn, arguments: Json) -> Json:
    channel = channel_joined(slack, arguments["channel"])
    users = [one for one in str(arguments["users"]).split(",") if one]
    if slack.world.app.bot_user in users:
        raise Refused("cant_invite_self")
    if any(slack.user(user).deleted for user in users):
        raise Refused("user_not_found")
    if all(user in channel.members for user in users):
        raise Refused("already_in_channel")
    for user in users:
        join(slack, channel, user, slack.world.app.bot_user)
    return {"channel": channel_json(slack.world, channel)}


METHODS = {
    "conversations.info": info,
    "conversations.list": list_all,
    "conversations.members": members,
    "conversations.history": history,
    "conversations.replies": replies,
    "conversations.open": open_direct,
    "conversations.join": join_channel,
    "conversations.invite": invite,
}
