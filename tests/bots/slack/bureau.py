"""A desk with all that triage can set: fields on conditions, groups, a catalogue, customers, ready answers."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from core.clock import Clock
from core.customers.commands import AddCompany, AddEquipment, AddSite
from core.kinds import Door, TicketId, Visitor
from core.people import store as people
from core.people.person import Role
from core.profile.schema import Profile
from core.tickets.commands import MoveStatus
from tests.bots.slack.office import Office, office, profile_of
from tests.standins.slack import Agent, Json, SlackStandIn

LONG = "Очень длинное название услуги, которое не помещается ни в один пункт"


def both(ru: str, en: str) -> dict[str, str]:
    return {"ru": ru, "en": en}


FIELDS: list[dict[str, Any]] = [
    {"id": "where", "kind": "choice", "label": both("Где", "Where"), "options": [
        {"id": "office", "label": both("В офисе", "In the office")},
        {"id": "home", "label": both("Дома", "At home")},
    ]},
    {"id": "floor", "kind": "text", "required": "open", "label": both("Этаж", "Floor"),
     "when": {"field": "where", "is": ["office"]}},
    {"id": "count", "kind": "number", "label": both("Сколько телефонов", "How many phones")},
    {"id": "since", "kind": "date", "label": both("С какого дня", "Since when")},
    {"id": "vip", "kind": "yes_no", "label": both("Важный клиент", "Important customer"), "agents_only": True},
    {"id": "cause", "kind": "text", "required": "resolve", "label": both("Причина", "Cause")},
    {"id": "place", "kind": "site", "label": both("Площадка", "Site")},
]  # fmt: skip
CANNED = [
    {"id": "restart", "label": both("Перезагрузить", "Restart"),
     "text": both("{requester}, перезагрузите шлюз.", "{requester}, please restart the gateway.")},
    {"id": "serial", "label": both("Серийный номер", "Serial number"),
     "text": both("Пришлите номер по {number}.", "Send us the number for {number}.")},
]  # fmt: skip


def profile(**changes: Any) -> Profile:
    """Made from desk D. `changes` replace whole tables of it."""
    raw = profile_of("telecom").model_dump(by_alias=True, mode="json")
    types = [dict(one) for one in raw["types"]]
    types[0]["fields"] = [field["id"] for field in FIELDS]
    more = {
        "types": types,
        "fields": FIELDS,
        "canned": CANNED,
        "categories": [
            {"id": "voice", "label": both("Голос", "Voice")},
            {"id": "bills", "label": both("Счета", "Bills")},
        ],
        "services": [
            {"id": "pbx", "label": both("АТС", "PBX")},
            {"id": "cloud", "parent": "pbx", "label": both("Облако", "Cloud")},
            {"id": "box", "parent": "pbx", "label": both("Коробка", "Box")},
        ],
        "groups": [*raw["groups"], {"id": "line2", "role": "agent", "label": both("Вторая линия", "Second line")}],
        "access": {"assign": ["dispatcher", "administrator"]},
    }
    return Profile.model_validate(raw | more | changes)


@asynccontextmanager
async def bureau(
    slack: SlackStandIn, folder: Path, clock: Clock | None = None, **changes: Any
) -> AsyncIterator[Office]:  # fmt: skip
    """Anna may assign, Boris may not."""
    async with office(slack, folder, profile=profile(**changes), clock=clock) as desk:
        await promoted(desk, desk.anna)
        yield desk


async def promoted(desk: Office, agent: Agent) -> None:
    me = await desk.hop.read(lambda conn: people.at_door(conn, Door.SLACK, agent.id))
    assert me is not None
    await desk.hop.unit(lambda unit: people.grant(unit, me, Role.ADMINISTRATOR, "test"))


async def customers(desk: Office, sites: int = 1) -> None:
    """A company with sites and a machine, which an administrator has entered."""
    anna = Visitor(Door.SLACK, desk.anna.id)
    await desk.desk(AddCompany("K-1", "Ромашка"), anna)
    for number in range(1, sites + 1):
        await desk.desk(AddSite(f"S-{number}", "K-1", f"Площадка № {number}"), anna)
    await desk.desk(AddEquipment("SN-7", "Шлюз", "S-1"), anna)


async def opened(desk: Office, agent: Agent, ticket: TicketId, **what: Any) -> Json:
    """The modal that a press on the card opens."""
    card = await desk.card(ticket)
    assert (await agent.press(desk.channel, card["ts"], **what))["status"] == "acked"
    return dict((await desk.until(agent.views))[0])


def fields(view: Json) -> dict[str, Json]:
    """The inputs of a modal, by the ids of their blocks."""
    return {block["block_id"]: block for block in view["blocks"] if block["type"] == "input"}


def options(block: Json) -> list[str]:
    return [option["text"]["text"] for option in block["element"]["options"]]


async def pick(agent: Agent, block: str, value: str, action: str = "v1:questions") -> Json:
    """Picks in the open modal, which is drawn anew; what it shows then."""
    before = (await agent.views())[0]["hash"]
    pressed = await agent.press_in_view(action_id=action, block_id=block, selected_option=value)
    assert pressed["status"] == "acked"
    async with asyncio.timeout(20):
        while (view := (await agent.views())[0])["hash"] == before:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    return dict(view)


async def history(desk: Office, ticket: TicketId) -> list[str]:
    query = f"SELECT kind FROM events WHERE ticket_id = {ticket} ORDER BY seq"
    return await desk.hop.read(lambda conn: [row.kind for row in conn.exec_driver_sql(query)])


async def moved(desk: Office, ticket: TicketId, to: str) -> None:
    shown, _ = await desk.seen_by(desk.anna, ticket)
    await desk.desk(MoveStatus(ticket, to, shown.rev, "Пришлите номер"), Visitor(Door.SLACK, desk.anna.id))
