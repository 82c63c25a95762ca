"""A5 among the agents: one message for a request, pressed by the right people once, whatever it says."""

import asyncio
from typing import Any

import pytest

from bots.slack.blocks_registration import draw_registration
from bots.slack.posting import QUIET
from bots.slack.speech import Speech
from core.customers.commands import AddCompany, AddContact
from core.kinds import Door, PersonId, RegistrationId, Visitor
from core.people import store as people
from core.people.commands import RequestRegistration, WithdrawRegistration
from core.people.person import Proof, Role, Stands
from core.views.strangers import Acquainted, RegistrationCard
from tests.bots.slack.bureau import promoted
from tests.bots.slack.hostile import hostile
from tests.bots.slack.office import IVAN, Office, dictionary
from tests.bots.slack.shapes import DAY
from tests.bots.slack.test_hostile import INERT
from tests.standins.slack import Agent, Json

pytestmark = pytest.mark.asyncio(loop_scope="module")

SAID = {
    "surname": "Петров", "first_name": "Иван", "position": "Мастер", "email": "ivan@client.example",
    "phone": "+7 495 123-45-67",
}  # fmt: skip


async def asked(desk: Office, by: Visitor = IVAN, **more: Any) -> Json:
    """A guest of the desk asks to be let in; the message that the agents see."""

    def guest(unit: Any) -> None:
        if people.recognise(unit.conn, by) is None:
            id = people.add(unit, by.name, "ru")
            people.link(unit, id, by.door, by.external_id, Proof.CHANNEL)
            people.grant(unit, id, Role.GUEST, "door")

    await desk.hop.unit(guest)
    await desk.desk(RequestRegistration(SAID, **more), by)
    return await shown(desk, "Просит доступ")


async def shown(desk: Office, words: str) -> Json:
    async with asyncio.timeout(10):
        while True:
            for message in await desk.slack.messages(desk.channel):
                if words in message["plain"]:
                    return message
            await asyncio.sleep(0.03)


async def state(desk: Office) -> list[str]:
    query = "SELECT state FROM registrations ORDER BY id"
    return await desk.hop.read(lambda conn: [row.state for row in conn.exec_driver_sql(query)])


async def window(agent: Agent, desk: Office, card: Json) -> None:
    await agent.press(desk.channel, card["ts"], action_id="v1:refuse")
    assert await desk.until(agent.views)


async def test_an_approval_is_pressed_once_and_the_message_says_by_whom(desk: Office) -> None:
    card = await asked(desk, words="Нет гудка")
    for said in ("Петров", "Мастер", "ivan@client.example", "Нет гудка", "Telegram", "мы их не проверяли"):
        assert said in card["plain"]
    presses = (one.press(desk.channel, card["ts"], action_id="v1:admit") for one in (desk.anna, desk.boris))
    await asyncio.gather(*presses)
    now = await shown(desk, "Одобрено: ")
    assert now["ts"] == card["ts"] and now["buttons"] == []
    loser = desk.boris if "Анна" in now["plain"] else desk.anna
    await loser.whispered("Уже одобрено: ")
    await desk.receipt()
    assert [one.content["screen"] for one in desk.pocket.got] == ["registration"]  # type: ignore[index]
    assert len([one for one in await desk.slack.messages(desk.channel) if not one.get("thread_ts")]) == 1


async def test_a_stale_button_of_a_withdrawn_request_is_answered_kindly(desk: Office) -> None:
    card = await asked(desk)
    await window(desk.anna, desk, card)
    await desk.desk(WithdrawRegistration(), IVAN)
    await shown(desk, "Отозвано")
    answer = await desk.anna.submit({"body": "Не наш"})
    assert "сам отозвал" in str(answer)
    assert await state(desk) == ["withdrawn"]


async def test_a_refusal_wants_a_reason_and_keeps_it_for_the_desk_unless_it_is_to_be_told(desk: Office) -> None:
    card = await asked(desk)
    await window(desk.anna, desk, card)
    await desk.anna.submit({"body": "<!channel> похоже на мошенника"})
    now = await shown(desk, "Отклонено: Анна")
    assert "мошенника" in now["plain"] and now["active"] == INERT
    assert "мошенника" not in str([one.content for one in desk.pocket.got])
    assert await state(desk) == ["declined"]


async def test_who_may_only_look_may_let_nobody_in(desk: Office) -> None:
    card = await asked(desk)
    me = await desk.hop.read(lambda conn: people.at_door(conn, Door.SLACK, desk.boris.id))
    assert me is not None

    def shows(unit: Any) -> None:
        unit.conn.exec_driver_sql(f"UPDATE grants SET role = 'demo' WHERE person_id = {me}")

    await desk.hop.unit(shows)
    await desk.boris.press(desk.channel, card["ts"], action_id="v1:admit")
    await desk.boris.whispered("")
    assert await state(desk) == ["waiting"]


async def test_a_stranger_is_let_in_as_somebody_known_from_the_menu(desk: Office) -> None:
    await promoted(desk, desk.anna)
    anna = Visitor(Door.SLACK, desk.anna.id)
    await desk.desk(AddCompany("K-1", "Ромашка"), anna)
    await desk.desk(AddContact("office@client.example", "K-1", "И. Петров", phone="8 (495) 123-45-67"), anna)
    card = await asked(desk)
    assert "Похоже на: И. Петров, Ромашка" in card["plain"]
    known = await desk.hop.read(lambda conn: people.by_email(conn, "office@client.example"))
    assert known is not None
    await desk.anna.press(
        desk.channel, card["ts"], action_id="v1:admit-as", selected_option=f"1:p{known.id}"
    )  # fmt: skip
    now = await shown(desk, "Одобрено: Анна")
    assert await desk.hop.read(lambda conn: people.at_door(conn, Door.TELEGRAM, IVAN.external_id)) == known.id
    assert "/zayavka part 1" in now["plain"] and not now["buttons"]
    await desk.boris.command("/zayavka", "part 1", desk.channel)
    again = await shown(desk, "Просит доступ")
    assert again["buttons"] and again["ts"] == card["ts"] and "part 1" not in again["plain"]
    assert await desk.hop.read(lambda conn: people.at_door(conn, Door.TELEGRAM, IVAN.external_id)) != known.id


def card(line: str, text: str, state: Stands) -> RegistrationCard:
    return RegistrationCard(
        RegistrationId(1), line, Door.MAIL, line, proved=True, state=state, particulars=dict.fromkeys(SAID, line),
        words=text, letters=2, asked_at=DAY, known=(Acquainted(PersonId(7), line, line, 3, line),), decided_by=line,
        decided_at=DAY, reason=text, told=True,
    )  # fmt: skip


@pytest.mark.parametrize("language", ["ru", "en"])
async def test_hostile_words_call_nobody_and_lead_nowhere(desk: Office, language: str) -> None:
    say, client = Speech(dictionary(), language), desk.workspace.client
    for n, text in enumerate([*hostile(60), "я" * 300, "<!channel>" * 30]):
        line = " ".join(text.split())[:300]
        drawing = draw_registration(card(line, text, list(Stands)[n % 4]), say)
        await client.chat_postMessage(channel=desk.channel, text=drawing.text, blocks=drawing.blocks, **QUIET)
        found = (await desk.slack.messages(desk.channel))[-1]
        assert found["active"] == INERT, text
