"""Letters of a real desk: the core on a real database, the relay, and a mail server over a socket."""

import asyncio
import re
import secrets
from pathlib import Path

import pytest

from bots.email.bot import build
from bots.email.channel import MailChannel
from bots.email.mailer import Mailer
from bots.email.server import sender, server
from bots.wording import Words
from core.kinds import TicketId
from core.people.commands import ConfirmAddress, OfferAddress
from core.profile.load import load
from core.profile.schema import Profile
from core.relay.prepare import Preparation
from core.tickets.commands import AddComment, AddNote, Attachment, Mute
from tests.bots.email.shapes import DESK, EPOCH, links
from tests.core.house import ANNA, IVAN, House
from tests.standins.mail import Box, MailStandIn

pytestmark = pytest.mark.asyncio(loop_scope="session")

SOME_MINUTES = 400
NOT_YET = 2.1
"""Real seconds that the relay leaves an address in peace while a file of its letter is loading."""


@pytest.fixture
def profile() -> Profile:
    return load(Path(__file__).parents[3] / "profiles" / "telecom.toml")


@pytest.fixture
def channel(sqlite_house: House, profile: Profile, mail: MailStandIn) -> MailChannel:
    """Every test is an instance of its own, so that none of its ids is known to the mail server yet."""
    house = sqlite_house
    house.prepare = Preparation(profile, house.files, secrets.token_hex(8), house.board)
    mailer = Mailer(server(mail.smtp), sender("support@vector.example"))
    return build(mailer, links(), Words(profile), DESK, EPOCH, house.clock, limits=None).channel


async def opened(house: House, channel: MailChannel, box: Box) -> TicketId:
    """Ivan's ticket, after the code from his letter has made the address his."""
    await house.staff()
    await house.desk(OfferAddress(box.address), IVAN)
    await house.out(channel)
    code = re.search(r"\b\d{6}\b", (await box.gets("подтвердить адрес")).text)
    assert code is not None
    await house.desk(ConfirmAddress(code[0]), IVAN)
    return await house.opened(IVAN, "Нет гудка", "С утра нет гудка.")


async def test_a_ticket_is_one_thread_in_the_mailbox(sqlite_house: House, channel: MailChannel, box: Box) -> None:
    house = sqlite_house
    ticket = await opened(house, channel, box)
    await house.out(channel)
    receipt = await box.gets("принят")
    file = Attachment("схема.pdf", "application/pdf", {}, 9)
    await house.desk(AddComment(ticket, "Проверьте кабель.", (file,)), ANNA)
    await house.out(channel)
    assert len(await box.letters(after=receipt.number)) == 0
    await house.stored()
    await house.desk(AddNote(ticket, "СЕКРЕТ"), ANNA)
    await house.desk(AddComment(ticket, "И перезагрузите телефон."), ANNA)
    await house.pass_time(SOME_MINUTES)
    await asyncio.sleep(NOT_YET)
    await house.out(channel)
    first, second = await box.letters(after=receipt.number)
    assert "Проверьте кабель." in first.text and "> С утра нет гудка." in first.text
    assert [each["name"] for each in first.attachments] == ["схема.pdf"]
    assert first.headers["In-Reply-To"] == first.headers["References"] == receipt.message_id
    assert second.headers["In-Reply-To"] == first.message_id
    assert second.headers["References"].split() == [receipt.message_id, first.message_id]
    assert not any("СЕКРЕТ" in letter.text for letter in await box.letters())


async def test_a_letter_of_unknown_fate_goes_once_more_under_its_own_id_and_is_then_parked(
    sqlite_house: House, channel: MailChannel, mail: MailStandIn, box: Box
) -> None:
    house = sqlite_house
    ticket = await opened(house, channel, box)
    await house.out(channel)
    before = (await box.gets("принят")).number
    await mail.cut_after_dot(box.address)
    await house.desk(AddComment(ticket, "Один раз."), ANNA)
    await mail_goes(house, channel)
    once_more = await box.letters(after=before)
    assert len(once_more) == 2 and len({letter.message_id for letter in once_more}) == 1
    await mail.cut_after_dot(box.address, times="forever")
    await house.desk(AddComment(ticket, "Два раза."), ANNA)
    await mail_goes(house, channel)
    assert sum("Два раза." in letter.text for letter in await box.letters(before)) == 2
    assert [row.state for row in house.outbox(kind="notice", state="parked")] == ["parked"]


async def test_what_waited_for_a_dead_server_arrives_once(
    sqlite_house: House, channel: MailChannel, mail: MailStandIn, box: Box
) -> None:
    house = sqlite_house
    ticket = await opened(house, channel, box)
    await mail.die()
    for said in ("Первое.", "Второе."):
        await house.desk(AddComment(ticket, said), ANNA)
        await mail_goes(house, channel)
    await mail.revive()
    await mail_goes(house, channel)
    letters = [letter.text for letter in await box.letters()]
    assert [sum(said in text for text in letters) for said in ("Первое.", "Второе.")] == [1, 1]


async def test_who_muted_a_ticket_gets_no_letter_of_it(sqlite_house: House, channel: MailChannel, box: Box) -> None:
    house = sqlite_house
    ticket = await opened(house, channel, box)
    await house.out(channel)
    letter = await box.gets("принят")
    assert letter.headers["List-Unsubscribe"].strip("<>") in letter.links
    await house.desk(Mute(ticket), IVAN)
    await house.desk(AddComment(ticket, "Тишина."), ANNA)
    await mail_goes(house, channel)
    assert await box.letters(after=letter.number) == []


async def mail_goes(house: House, channel: MailChannel) -> None:
    """What is due now, and what becomes due within some minutes, a few times over."""
    for _ in range(3):
        await house.out(channel)
        await house.pass_time(SOME_MINUTES)
