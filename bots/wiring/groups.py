"""What an operator says of group chats, on the machine itself."""

from typing import Any

import sqlalchemy as sa

from bots.settings import Settings
from bots.wiring.core import open_core
from core.api.commands import BindGroupChat, Desk, EndGroupChat
from core.api.errors import Misconfigured, Refusal
from core.api.kinds import Door, System
from core.customers import reading
from core.outbox.places import Switchboard
from core.people import group_chats

OPERATOR = System("operator")


async def listed(settings: Settings) -> list[dict[str, Any]]:
    core = await open_core(settings, serve=False)
    try:
        return await core.hop.read(_rows)
    finally:
        core.close()


def _rows(conn: sa.Connection) -> list[dict[str, Any]]:
    return [
        {
            "chat": one.key, "title": one.title, "stands": one.state,
            "language": one.language, "company": reading.company(conn, one.company).number if one.company else "",
        }
        for one in group_chats.every(conn)
    ]  # fmt: skip


async def approve(settings: Settings, chat: str, company: str, language: str = "") -> None:
    """Raises Misconfigured for a group that nobody has added the bot to, and for a company that there is not."""
    await _done(settings, BindGroupChat(Door.TELEGRAM, chat, company, language))


async def end(settings: Settings, chat: str) -> None:
    await _done(settings, EndGroupChat(Door.TELEGRAM, chat))


async def _done(settings: Settings, command: BindGroupChat | EndGroupChat) -> None:
    core = await open_core(settings, serve=False)
    try:
        await Desk(core.hop, core.profile, Switchboard((Door.TELEGRAM, Door.MAIL)))(command, OPERATOR)
    except Refusal:
        raise Misconfigured("There is no such group, or no such company", "See zayavka group list") from None
    finally:
        core.close()
