"""Finds what a control request names, or answers 404."""

from fastapi import HTTPException

from bots.sandbox.slack.kinds import Channel, Message, User, View
from bots.sandbox.slack.standin import StandIn


def user_of(slack: StandIn, user_id: str) -> User:
    if user_id not in slack.world.users:
        raise HTTPException(404, f"no user {user_id}")
    return slack.world.users[user_id]


def channel_of(slack: StandIn, channel: str, user_id: str | None = None) -> Channel:
    """By id or name; `dm` is the user's direct message with the bot."""
    if channel == "dm" and user_id:
        return slack.world.direct(user_of(slack, user_id).id)
    for one in slack.world.channels.values():
        if channel in (one.id, one.name) and not (one.im_with and channel == one.name):
            return one
    raise HTTPException(404, f"no channel {channel}")


def message_of(slack: StandIn, channel: Channel, ts: str, user_id: str) -> Message:
    message = channel.messages.get(ts) or slack.world.ephemeral(user_id, ts)
    if message is None:
        raise HTTPException(404, f"no message {ts} in {channel.name}")
    return message


def view_of(slack: StandIn, user_id: str, view_id: str | None) -> View:
    """The named view if it stands open before this person, else the top modal, else the Home tab."""
    world = slack.world
    open_ids = [*world.modals[user_id], *filter(None, [world.homes.get(user_id)])]
    if view_id is None and open_ids:
        return world.top_modal(user_id) or world.views[open_ids[0]]
    if view_id not in open_ids:
        raise HTTPException(404, f"view {view_id} is not open before {user_id}")
    return world.views[str(view_id)]
