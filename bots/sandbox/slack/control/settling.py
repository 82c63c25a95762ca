"""Sets the scene: people and channels."""

from fastapi import APIRouter, HTTPException

from bots.sandbox.slack.acts.membership import join, leave
from bots.sandbox.slack.control.bodies import (
    ChannelChange,
    GroupChange,
    Member,
    NewChannel,
    NewGroup,
    NewUser,
    UserChange,
)
from bots.sandbox.slack.control.finding import channel_of, user_of
from bots.sandbox.slack.kinds import Channel, Json, User, UserGroup
from bots.sandbox.slack.serving import Slack
from bots.sandbox.slack.shapes import channel_json, group_json, user_json
from bots.sandbox.slack.standin import StandIn

routes = APIRouter(prefix="/sandbox")


@routes.post("/users")
async def add_user(slack: Slack, body: NewUser) -> Json:
    return user_json(_add_user(slack, body), with_locale=True)


@routes.get("/users")
async def users(slack: Slack) -> list[Json]:
    return [user_json(user, with_locale=True) for user in slack.world.users.values()]


@routes.patch("/users/{user_id}")
async def change_user(slack: Slack, user_id: str, body: UserChange) -> Json:
    """The app hears of it as user_change; deactivation is `deleted`."""
    user = user_of(slack, user_id)
    for name, value in body.model_dump(exclude_none=True).items():
        setattr(user, name, value)
    user.updated = slack.world.seconds()
    event = {"type": "user_change", "user": user_json(user, with_locale=True), "cache_ts": user.updated}
    told = slack.tell(event | {"event_ts": slack.world.new_ts()})
    return user_json(user, with_locale=True) | {"event_id": told.event_id}


@routes.get("/users/{user_id}/dm")
async def direct(slack: Slack, user_id: str) -> Json:
    return channel_json(slack.world, slack.world.direct(user_of(slack, user_id).id))


@routes.post("/channels")
async def add_channel(slack: Slack, body: NewChannel) -> Json:
    return channel_json(slack.world, _add_channel(slack, body))


@routes.get("/channels")
async def channels(slack: Slack) -> list[Json]:
    return [channel_json(slack.world, one) | {"members": one.members} for one in slack.world.channels.values()]


@routes.patch("/channels/{channel_id}")
async def change_channel(slack: Slack, channel_id: str, body: ChannelChange) -> Json:
    channel = channel_of(slack, channel_id)
    channel.is_archived = body.is_archived
    return channel_json(slack.world, channel)


@routes.post("/groups")
async def add_group(slack: Slack, body: NewGroup) -> Json:
    world = slack.world
    group = UserGroup(body.id or world.new_id("S"), body.name or body.handle, body.handle, world.seconds())
    group.users = [user_of(slack, one).id for one in body.users]
    world.groups[group.id] = group
    return group_json(world, group, with_users=True)


@routes.patch("/groups/{group_id}")
async def change_group(slack: Slack, group_id: str, body: GroupChange) -> Json:
    """The app hears who came and went as subteam_members_changed."""
    group = slack.world.groups.get(group_id)
    if group is None:
        raise HTTPException(404, f"no user group {group_id}")
    before, group.disabled = group.users, group.disabled if body.disabled is None else body.disabled
    group.users = before if body.users is None else [user_of(slack, one).id for one in body.users]
    came, gone = [one for one in group.users if one not in before], [one for one in before if one not in group.users]
    if came or gone:
        _tell_members_changed(slack, group, came, gone)
    return group_json(slack.world, group, with_users=True)


def _tell_members_changed(slack: StandIn, group: UserGroup, came: list[str], gone: list[str]) -> None:
    """https://docs.slack.dev/reference/events/subteam_members_changed"""
    now = slack.world.seconds()
    slack.tell(
        {
            "type": "subteam_members_changed",
            "subteam_id": group.id,
            "team_id": slack.world.team.id,
            "date_previous_update": group.created,
            "date_update": now,
            "added_users": came,
            "added_users_count": len(came),
            "removed_users": gone,
            "removed_users_count": len(gone),
            "event_ts": slack.world.new_ts(),
        }
    )


@routes.post("/channels/{channel_id}/members")
async def add_member(slack: Slack, channel_id: str, body: Member) -> Json:
    return {"event_id": join(slack, channel_of(slack, channel_id), user_of(slack, body.user).id)}


@routes.delete("/channels/{channel_id}/members/{user_id}")
async def remove_member(slack: Slack, channel_id: str, user_id: str) -> Json:
    return {"event_id": leave(slack, channel_of(slack, channel_id), user_of(slack, user_id).id)}


def _add_user(slack: StandIn, body: NewUser) -> User:
    world = slack.world
    user = User(
        id=body.id or world.new_id("U"),
        name=body.name or body.email.partition("@")[0] or body.real_name.lower().replace(" ", "."),
        real_name=body.real_name,
        email=body.email,
        team_id=body.team_id or world.team.id,
        tz=body.tz,
        locale=body.locale,
        is_bot=body.is_bot,
        deleted=body.deleted,
        is_restricted=body.is_restricted,
        updated=world.seconds(),
    )
    world.users[user.id] = user
    return user


def _add_channel(slack: StandIn, body: NewChannel) -> Channel:
    world = slack.world
    channel = Channel(body.id or world.new_id("C"), body.name, world.seconds(), body.is_private)
    channel.members = [user_of(slack, member).id for member in body.members]
    if body.bot_member:
        channel.members.append(world.app.bot_user)
    world.channels[channel.id] = channel
    return channel
