"""Who is in a channel, and the events of coming and going."""

from bots.sandbox.slack.kinds import Channel
from bots.sandbox.slack.standin import StandIn


def join(slack: StandIn, channel: Channel, user: str, inviter: str | None = None) -> str | None:
    """The event's id; None when the app does not hear of it or the person was there already."""
    if user in channel.members:
        return None
    channel.members.append(user)
    slack.world.pulse.beat()
    return _tell(slack, channel, "member_joined_channel", user, {"inviter": inviter} if inviter else {})


def leave(slack: StandIn, channel: Channel, user: str) -> str | None:
    if user not in channel.members:
        return None
    event_id = _tell(slack, channel, "member_left_channel", user, {})
    channel.members.remove(user)
    slack.world.pulse.beat()
    return event_id


def _tell(slack: StandIn, channel: Channel, kind: str, user: str, more: dict[str, str]) -> str | None:
    event = {
        "type": kind,
        "user": user,
        "channel": channel.id,
        "channel_type": "G" if channel.is_private else "C",
        "team": slack.world.team.id,
        "event_ts": slack.world.new_ts(),
    }
    envelope = slack.tell_members(channel, event | more)
    return envelope.event_id if envelope else None
