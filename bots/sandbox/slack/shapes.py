"""How the workspace's things look in API answers and events."""

from datetime import UTC, datetime
from urllib.parse import quote
from zoneinfo import ZoneInfo

from bots.sandbox.slack.kinds import Channel, File, Json, Message, User, UserGroup, View
from bots.sandbox.slack.world import World


def user_json(user: User, with_locale: bool = False) -> Json:
    offset = datetime.fromtimestamp(user.updated, UTC).astimezone(ZoneInfo(user.tz)).utcoffset()
    shape: Json = {
        "id": user.id,
        "team_id": user.team_id,
        "name": user.name,
        "real_name": user.real_name,
        "deleted": user.deleted,
        "tz": user.tz,
        "tz_label": user.tz,
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "is_admin": False,
        "is_owner": False,
        "is_bot": user.is_bot,
        "is_app_user": False,
        "is_restricted": user.is_restricted,
        "is_ultra_restricted": False,
        "updated": user.updated,
        "profile": _profile(user),
    }
    return shape | ({"locale": user.locale} if with_locale else {})


def _profile(user: User) -> Json:
    profile: Json = {
        "real_name": user.real_name,
        "real_name_normalized": user.real_name,
        "display_name": user.real_name,
        "display_name_normalized": user.real_name,
        "team": user.team_id,
    }
    return profile | ({"email": user.email} if user.email else {})


def channel_json(world: World, channel: Channel) -> Json:
    shape: Json = {
        "id": channel.id,
        "created": channel.created,
        "is_im": channel.im_with is not None,
        "is_archived": channel.is_archived,
        "is_org_shared": False,
        "context_team_id": world.team.id,
    }
    if channel.im_with:
        return shape | {"user": channel.im_with, "is_open": True}
    return shape | {
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": not channel.is_private,
        "is_group": channel.is_private,
        "is_mpim": False,
        "is_private": channel.is_private,
        "is_member": world.has_bot(channel),
        "is_shared": False,
        "num_members": len(channel.members),
    }


def group_json(world: World, group: UserGroup, with_users: bool = False) -> Json:
    """https://docs.slack.dev/reference/objects/usergroup-object"""
    shape: Json = {
        "id": group.id,
        "team_id": world.team.id,
        "is_usergroup": True,
        "is_subteam": True,
        "name": group.name,
        "description": "",
        "handle": group.handle,
        "is_external": False,
        "date_create": group.created,
        "date_update": group.created,
        "date_delete": group.created if group.disabled else 0,
        "auto_type": None,
        "created_by": world.app.bot_user,
        "updated_by": world.app.bot_user,
        "deleted_by": world.app.bot_user if group.disabled else None,
        "prefs": {"channels": [], "groups": []},
        "user_count": len(group.users),
    }
    return shape | ({"users": list(group.users)} if with_users else {})


def message_json(message: Message, with_metadata: bool = False) -> Json:
    shape: Json = dict(message.body)
    if message.replies:
        shape |= {
            "thread_ts": message.ts,
            "reply_count": len(message.replies),
            "latest_reply": message.replies[-1],
            "is_locked": False,
        }
    if message.reactions:
        shape["reactions"] = reactions_json(message)
    if with_metadata and message.metadata:
        shape["metadata"] = message.metadata
    return shape


def reactions_json(message: Message) -> list[Json]:
    return [{"name": name, "users": users, "count": len(users)} for name, users in message.reactions.items()]


def file_json(world: World, base: str, file: File) -> Json:
    if file.deleted:
        return {"id": file.id, "mode": "tombstone"}
    name = quote(file.name)
    return {
        "id": file.id,
        "created": file.created,
        "timestamp": file.created,
        "name": file.name,
        "title": file.title,
        "mimetype": file.mimetype,
        "filetype": file.name.rpartition(".")[2].lower() if "." in file.name else "binary",
        "user": file.user,
        "user_team": world.team.id,
        "mode": "hosted",
        "is_external": False,
        "is_public": True,
        "size": len(file.content),
        "url_private": f"{base}/files-pri/{world.team.id}-{file.id}/{name}",
        "url_private_download": f"{base}/files-pri/{world.team.id}-{file.id}/download/{name}",
        "permalink": f"{base}/files/{file.user}/{file.id}/{name}",
    }


def shares_json(world: World, file: File) -> Json:
    """Where a file was posted; the only way to learn the `ts` of a message that an upload made."""
    shares: dict[str, dict[str, list[Json]]] = {}
    for channel_id, ts, thread_ts in file.shares:
        kind = "public" if world.channels[channel_id].kind == "channel" else "private"
        share: Json = {"ts": ts, "channel_name": world.channels[channel_id].name}
        shares.setdefault(kind, {}).setdefault(channel_id, []).append(
            share | ({"thread_ts": thread_ts} if thread_ts else {})
        )
    return shares


def view_json(world: World, view: View) -> Json:
    body = view.body
    return {
        "id": view.id,
        "team_id": world.team.id,
        "type": body["type"],
        "title": body.get("title"),
        "submit": body.get("submit"),
        "close": body.get("close"),
        "blocks": body["blocks"],
        "private_metadata": body.get("private_metadata", ""),
        "callback_id": body.get("callback_id", ""),
        "external_id": body.get("external_id", ""),
        "state": {"values": view.values},
        "hash": view.hash,
        "clear_on_close": body.get("clear_on_close", False),
        "notify_on_close": body.get("notify_on_close", False),
        "root_view_id": view.root,
        "previous_view_id": view.previous,
        "app_id": world.app.id,
        "app_installed_team_id": world.team.id,
        "bot_id": world.app.bot_id,
    }
