"""Somebody is forgotten: nothing that names them, nor a word of theirs, is left in the database or among the files."""

import os
import time
from pathlib import Path

import pytest
import sqlalchemy as sa

from core.customers.commands import AddCompany, AddContact
from core.errors import Code, Refusal
from core.inbox.store import Entry
from core.kinds import Dialogue, Door, MessageId, Origin, Prompt, Settle, Settlement, TicketId, Visitor
from core.outbox.endings import Refused
from core.people import store as people
from core.people.commands import OfferAddress, SetQuiet
from core.people.identity import ForgetMe
from core.people.person import Role
from core.profile.schema import Profile
from core.storage.schema import metadata
from core.tickets.commands import AddComment, Attachment, EditMessage, OpenTicket
from core.tickets.handling import AddObserver, Triage
from core.views.queries import MyTickets, ReadTicket, WhoAmI
from tests.core.house import ANNA, IVAN, House
from tests.core.scripted import Scripted

CANARY = "kanarienvogel"
MAIL = f"{CANARY}@client.example"
CHAT = "77001122"
EVE = Visitor(Door.TELEGRAM, CHAT, f"Eve {CANARY}", "en")
ROW = "telegram:42"


@pytest.fixture
def profile(default_profile: Profile) -> Profile:
    """The plain desk, with mail."""
    return default_profile.model_copy(update={"doors": (*default_profile.doors, Door.MAIL)})


async def lived(house: House) -> TicketId:
    """Everything that somebody can leave behind somewhere."""
    await house.staff()
    others = await house.opened(IVAN)
    await house.journal(Entry(ROW, "1", f"{ROW}:{CHAT}", {"message": {"text": CANARY, "from": EVE.name}}))
    row = (await house.claim_inbox("w1", source=ROW))[0]
    file = Attachment(f"{CANARY}.txt", "text/plain", {"file_id": CANARY}, 13)
    dialogue = Dialogue(row.conversation, "new:body", {"kept": [{"text": CANARY}]})
    said = Prompt(Door.TELEGRAM, CHAT, {"screen": "opening", "words": CANARY}, f"tg:{CHAT}:1")
    origin = Origin(Door.TELEGRAM, CHAT, "5", f"album-{CANARY}")
    await house.desk(
        OpenTicket(f"Subject {CANARY}", f"Body {CANARY}", None, (file,), origin), EVE, "tg:42:1",
        settle=Settlement(row.id, row.lease, dialogue, (said,)),
    )  # fmt: skip
    await house.stored()
    ticket = TicketId(house.rows("tickets")[-1].id)
    first = MessageId(house.rows("messages", ticket_id=ticket)[0].id)
    await house.desk(EditMessage(ticket, first, f"Edited {CANARY}"), EVE)
    await house.confirmed(EVE, MAIL)
    await house.desk(OfferAddress(f"second.{CANARY}@client.example"), EVE)
    await house.desk(SetQuiet("20:00-08:00"), EVE)
    await house.hop.unit(lambda unit: people.grant(unit, house.person(ANNA), Role.ADMINISTRATOR, "test"))
    await house.desk(AddCompany("C1", "Horns and Hooves"), ANNA)
    await house.desk(AddContact(MAIL, "C1", EVE.name, CANARY, "+7 495 7700112"), ANNA)
    await house.desk(Triage(ticket, {"contact": MAIL}), ANNA)
    await house.desk(AddObserver(others, MAIL), IVAN)
    await house.desk(AddComment(others, f"Me too {CANARY}"), EVE)
    await house.desk(AddComment(ticket, "An answer"), ANNA)
    refusing = Scripted(Door.MAIL)
    refusing.always = lambda delivery: Refused(f"550 {delivery.address} unknown")
    await house.out(refusing)
    await house.out(Scripted())
    await house.desk(AddComment(ticket, "Another answer, still under way"), ANNA)
    return ticket


async def forgotten(house: House) -> None:
    """As the chat does it: the press is an input of its own, and holds their name."""
    await house.journal(Entry(ROW, "2", f"{ROW}:{CHAT}", {"callback_query": {"from": EVE.name}}))
    row = (await house.claim_inbox("w1", source=ROW))[0]
    await house.desk(ForgetMe(), EVE, "tg:42:2", settle=Settlement(row.id, row.lease))
    for path in house.files.path("0" * 64).parent.parent.rglob("*"):
        os.utime(path, (time.time() - 3600,) * 2)
    for _ in range(20):
        await house.jobs.erase_rest()
        await house.jobs.read_again()


def left(house: House, folder: Path) -> list[str]:
    """Where the canary sings: in the whole file of the database, or in any row; and in any content."""
    found = [str(path) for path in (folder / "files").rglob("*") if path.is_file() and sings(path.read_bytes())]
    for name in metadata.tables:
        found += [f"{name}: {row}" for row in house.rows(name) if sings(repr(row).encode())]
    if house.on_postgres:
        return found
    with sa.create_engine(house.url, poolclass=sa.NullPool).connect() as conn:
        conn.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    assert house.url.database is not None
    return found + [part for part in (house.url.database,) if sings(Path(part).read_bytes())]


def sings(content: bytes) -> bool:
    return CANARY.encode() in content.lower() or CHAT.encode() in content


async def test_nothing_of_somebody_who_is_forgotten_is_left_anywhere(house: House, tmp_path: Path) -> None:
    ticket = await lived(house)
    assert left(house, tmp_path)
    await forgotten(house)
    assert left(house, tmp_path) == []
    assert [row.state for row in house.rows("erasures")] == ["done"]
    assert house.rows("erasures")[0].rest is None
    assert house.ticket(ticket).subject == "—"
    assert house.events(ticket)[-1] == "RequesterForgotten"
    assert [row.body for row in house.rows("messages", ticket_id=ticket)][1:] == [
        "An answer", "Another answer, still under way",
    ]  # fmt: skip


async def test_where_the_desk_keeps_words_only_what_names_somebody_goes(house: House, tmp_path: Path) -> None:
    access = house.profile.access.model_copy(update={"forget": "contacts"})
    house.profile = house.profile.model_copy(update={"access": access})
    house.desk._profile = house.profile
    ticket = await lived(house)
    await forgotten(house)
    assert CANARY in house.ticket(ticket).subject
    assert [row.state for row in house.rows("attachments")] == ["ready"]
    assert house.rows("messages", ticket_id=ticket)[0].origin is None
    named = {
        "persons",
        "identities",
        "addresses",
        "registrations",
        "contacts",
        "outbox",
        "inbox",
        "dialogues",
        "events",
    }
    for name in named:
        assert not [row for row in house.rows(name) if sings(repr(row).encode())], name


async def test_the_chat_is_a_strangers_afterwards_and_sees_nothing_of_before(house: House) -> None:
    ticket = await lived(house)
    before = house.person(EVE)
    await forgotten(house)
    assert (await house.ask(WhoAmI(), EVE)).known is False
    assert (await house.ask(MyTickets(), EVE)).items == ()
    await house.opened(EVE, "Again")
    assert house.person(EVE) != before
    assert [one.subject for one in (await house.ask(MyTickets(), EVE)).items] == ["Again"]
    with pytest.raises(Refusal) as refused:
        await house.ask(ReadTicket(ticket), EVE)
    assert refused.value.code is Code.MISSING


async def test_what_was_still_to_be_told_to_them_is_told_to_nobody(house: House) -> None:
    ticket = await lived(house)
    channel = Scripted()
    await forgotten(house)
    await house.desk(AddComment(ticket, "Are you there?"), ANNA)
    await house.out(channel)
    assert [one.delivery.address for one in channel.arrived if one.delivery.address == CHAT] == []
    assert [one for one in house.outbox(state="pending") if house.address(one.address_id).door == "mail"] == []


async def test_somebody_of_the_desk_cannot_be_forgotten_by_themselves(house: House) -> None:
    await house.staff()
    assert (await house.refused(ForgetMe(), ANNA)).code is Code.ROLE


async def test_forgotten_twice_is_forgotten_once(house: House) -> None:
    await lived(house)
    await forgotten(house)
    await house.desk(ForgetMe(), EVE, "tg:42:2")
    await house.desk(Settle(), EVE)
    assert len(house.rows("erasures")) == 1


async def test_the_history_of_others_stays_append_only(house: House) -> None:
    await house.opened()
    with pytest.raises(sa.exc.DBAPIError, match="append-only"):
        house.execute("UPDATE events SET payload = '{}'")


async def test_a_letter_of_theirs_goes_and_one_that_another_still_needs_stays(house: House) -> None:
    async def chunks(text: str):  # type: ignore[no-untyped-def]
        yield text.encode()

    own = await house.files.keep(chunks(CANARY), 1000)
    shared = await house.files.keep(chunks("shared"), 1000)
    post = Visitor(Door.MAIL, MAIL, EVE.name)
    for who, digest, key in ((post, own.digest, "a"), (post, shared.digest, "b"), (IVAN, shared.digest, "c")):
        source = Origin(who.door, who.external_id, key, letter=digest)
        await house.journal(Entry("mail", key, f"mail:{who.external_id}", {"digest": digest}))
        row = (await house.claim_inbox("w1", source="mail"))[0]
        settle = Settlement(row.id, row.lease)
        await house.desk(OpenTicket("A letter", "Words", None, (), source), who, f"mail:{key}", settle=settle)
    await house.desk(ForgetMe(), post)
    for path in (house.files.path(own.digest), house.files.path(shared.digest)):
        os.utime(path, (time.time() - 3600,) * 2)
    for _ in range(5):
        await house.jobs.erase_rest()
    assert not house.files.path(own.digest).exists()
    assert house.files.path(shared.digest).exists()
    assert [row.state for row in house.rows("erasures")] == ["done"]
