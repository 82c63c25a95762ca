"""What agents do about who a customer is: an invitation by `/zayavka`, and two who were taken for one parted again."""

from functools import partial

import pytest

from core.kinds import Door, PersonId, Visitor
from core.people import store as people
from core.people.identity import TakeInvitation
from core.people.person import Proof
from core.tickets.commands import OpenTicket
from tests.bots.slack.office import IVAN, Office

pytestmark = pytest.mark.asyncio(loop_scope="module")

POST = Visitor(Door.MAIL, "maria@client.example", "Мария", "ru")


async def said(desk: Office, text: str) -> str:
    """What the agent alone sees."""
    return str((await desk.anna.command("/zayavka", text, desk.channel))["ack_payload"]["text"])


async def known(desk: Office) -> PersonId:
    """Somebody who writes by mail, from an address that is theirs."""
    await desk.desk(OpenTicket("Письмом", "Слова"), POST)
    id = await desk.hop.read(lambda conn: people.at_door(conn, POST.door, POST.external_id))
    assert id is not None
    await desk.hop.unit(partial(people.prove, door=POST.door, external_id=POST.external_id, proof=Proof.LINK))
    await desk.hop.unit(lambda unit: people.change(unit, id, email=POST.external_id))
    return id


async def whose(desk: Office, who: Visitor) -> PersonId | None:
    return await desk.hop.read(lambda conn: people.at_door(conn, who.door, who.external_id))


@pytest.mark.parametrize("word", ["invite", "пригласить"])
async def test_an_agent_gets_a_link_that_brings_a_customer_into_the_chat(desk: Office, word: str) -> None:
    await known(desk)
    assert "https://t.me/desk_bot?start=i1" in await said(desk, f"{word} {POST.external_id}")
    assert "адрес" in await said(desk, word)
    assert "t.me" not in await said(desk, f"{word} nobody@client.example")
    kept = await desk.hop.read(lambda conn: conn.exec_driver_sql("SELECT payload FROM inbox").scalars().all())
    assert not any(POST.external_id in str(payload) for payload in kept)


async def test_two_who_were_taken_for_one_are_parted_by_the_line_in_the_thread(desk: Office) -> None:
    id = await known(desk)
    await desk.open("Из чата")
    before = await whose(desk, IVAN)
    await said(desk, f"invite {POST.external_id}")
    await desk.desk(TakeInvitation(1), IVAN)
    assert await whose(desk, IVAN) == id
    assert "снова два человека" in await said(desk, "part 1")
    assert await whose(desk, IVAN) == before
    assert "нельзя" in await said(desk, "разделить 99")
