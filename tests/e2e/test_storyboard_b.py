"""Storyboard B through the doors: a contact's ticket with its form, a note, a named time, the end that is final."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from bots.wiring import tools
from core.clock import SECOND
from core.customers.commands import AddCompany, AddContact, AddEquipment, AddSite
from core.errors import Code, Refusal
from core.kinds import Door, TicketId, Visitor
from core.people.person import Role
from core.tickets.commands import MoveStatus
from tests.e2e.following import follows
from tests.e2e.stage import Json, Stage, opened
from tests.e2e.steps import gives_address, submits
from tests.standins.telegram import Customer

OLGA = "olga@farm.example"
STATUS = "SELECT status FROM tickets"


async def test_storyboard_b(sqlite_url: sa.URL, tmp_path: Path) -> None:
    async with opened(sqlite_url, tmp_path / "files", "ru", post=True, profile="field-service") as stage:
        olga = await stage.telegram.user(first_name="Ольга", last_name="Сидорова", language_code="ru")
        await _is_let_in(stage, olga)
        card = await _opens_a_ticket(stage, olga)
        await _waits_until_ten(stage, olga, card)
        await _is_closed_for_good(stage, card)
        assert await stage.one("SELECT count(*) FROM inbox WHERE state = 'dead'") == 0


async def _is_let_in(stage: Stage, olga: Customer) -> None:
    """Whoever is unknown opens nothing; the operator lets a contact in whose address is proved (B1, A5)."""
    await olga.say("Вентиляция встала")
    await stage.quiet()
    assert await stage.rows(STATUS) == []
    await gives_address(stage, olga, OLGA)
    settings, anna = stage.house.core.settings, Visitor(Door.SLACK, stage.anna.id)
    await tools.grant(settings, OLGA, Role.CLIENT)
    await tools.grant(settings, "anna@example.org", Role.ADMINISTRATOR)
    for command in (
        AddCompany("C-1", "Птицефабрика"), AddSite("S-1", "C-1", "Поле, 1", "Корпус 1"),
        AddEquipment("SN-7", "Вентилятор", "S-1"), AddContact(OLGA, "C-1", "Ольга Сидорова"),
    ):  # fmt: skip
        await stage.house.desk(command, anna)


async def _opens_a_ticket(stage: Stage, olga: Customer) -> Json:
    """B2, B3: internal types are not offered, the form's required questions are insisted on."""
    await olga.say("/new")
    shown = await olga.sees("ыберите подходящее")
    offered = {button["text"] for row in shown["buttons"] for button in row}
    assert "Микроклимат" in offered and not offered & {"Проектирование", "Производство", "Монтаж"}
    await olga.press(text="Микроклимат")
    await stage.until(lambda: _another(olga), 15)
    await follows(stage, olga)
    (card,) = await stage.cards()
    assert "Птицефабрика" in card["plain"] and "Корпус 1" in card["plain"]
    return card


async def _another(olga: Customer) -> bool:
    return not any("Микроклимат" in str(row) for row in (await olga.chat())[-1]["buttons"])


async def _waits_until_ten(stage: Stage, olga: Customer, card: Json) -> None:
    """B5, B7: a note stays within; without a time the move is not made; when it has come the ticket is open again."""
    await stage.anna.say(stage.channel, "Похоже на датчик, спрошу завод", thread=card["ts"])
    await stage.quiet()
    assert "датчик" not in str(await olga.chat())
    until = stage.house.core.hop.clock.now() // SECOND + 20 * 3600
    await stage.moves(stage.anna, card, "clarify")
    await submits(stage, {"until": until})
    await stage.comes_to(STATUS, "clarify")
    stage.clock.on(20 * 3600 + 60)
    await stage.comes_to(STATUS, "open")
    await stage.quiet()


async def _is_closed_for_good(stage: Stage, card: Json) -> None:
    """B6: what is closed is final, and says so."""
    await stage.moves(stage.anna, card, "solved")
    if any("cause" in str(view) for view in await stage.anna.views()):
        await submits(stage, {"cause": "wear"})
    await stage.comes_to(STATUS, "solved")
    await stage.quiet()
    await stage.moves(stage.anna, card, "closed")
    await stage.comes_to(STATUS, "closed")
    rev = await stage.one("SELECT workflow_rev FROM tickets")
    with pytest.raises(Refusal) as refused:
        await stage.house.desk(MoveStatus(TicketId(1), "open", rev), Visitor(Door.SLACK, stage.anna.id))
    assert refused.value.code is Code.FINAL
