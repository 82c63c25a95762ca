"""Group chats: whose a ticket made there is, whose words are added, and what may go there (X1)."""

from dataclasses import replace

import pytest

from core.errors import Code
from core.kinds import Door, Origin, System, TicketId, Visitor
from core.outbox.model import Place
from core.people.group_commands import AskGroupChat, BindGroupChat, EndGroupChat, MoveGroupChat
from core.profile.schema import Profile, Telegram
from core.tickets.commands import AddComment, AddNote, Attachment
from core.tickets.group_commands import OpenInGroup, SpeakInGroup
from core.tickets.handling import AddObserver
from core.views.presence import TypingTo
from core.views.queries import ReadTicket
from tests.core.house import AHMED, ANNA, IVAN, MARY, House

GROUP, DOOR = "-100", System("telegram")


@pytest.fixture
def profile(default_profile: Profile) -> Profile:
    return default_profile.model_copy(update={"telegram": Telegram(groups="approved")})


def said(ref: str, album: str | None = None) -> Origin:
    return Origin(Door.TELEGRAM, GROUP, ref, album, common=True)


async def bound(house: House) -> None:
    await house.staff()
    await house.desk(AskGroupChat(Door.TELEGRAM, GROUP, "Farm"), DOOR)
    await house.desk(BindGroupChat(Door.TELEGRAM, GROUP), DOOR)


async def made(house: House, by: Visitor = IVAN, author: Visitor | None = None, ref: str = "7") -> TicketId:
    outcome = await house.desk(OpenInGroup("No network", (), said(ref), author), by)
    assert outcome.ticket is not None
    return outcome.ticket


def went(house: House) -> list[tuple[str, str, str]]:
    keys = {row.id: row.key for row in house.rows("addresses")}
    rows = [row for row in house.outbox() if row.kind in ("notice", "file")]
    return [(keys[row.address_id], row.state, row.reason or "") for row in rows]


async def test_the_author_is_the_requester_and_one_message_is_one_ticket(house: House) -> None:
    await bound(house)
    ticket = await made(house, MARY, IVAN)
    again = await house.desk(OpenInGroup("No network", (), said("7"), IVAN), AHMED)
    assert (again.ticket, again.repeated) == (ticket, True)
    assert house.rows("tickets")[0].requester == house.person(IVAN)
    assert went(house) == [(GROUP, "pending", "")]
    assert [row.person_id for row in house.rows("addresses", key=GROUP)] == [None]


async def test_an_answer_that_is_being_written_is_shown_where_it_will_stand(house: House) -> None:
    await bound(house)
    ticket = await made(house)
    asked = TypingTo(ticket, Door.TELEGRAM)
    assert await house.ask(asked, ANNA) == Place(Door.TELEGRAM, GROUP, "")
    house.execute(f"UPDATE group_tickets SET topic = '5' WHERE ticket_id = {ticket}")
    assert await house.ask(asked, ANNA) == Place(Door.TELEGRAM, GROUP, "5")
    assert await house.ask(TypingTo(ticket, Door.MAIL), ANNA) is None


async def test_a_group_that_is_not_bound_makes_nothing_of_what_is_said(house: House) -> None:
    await house.staff()
    wish = OpenInGroup("No network", (), said("7"))
    assert (await house.refused(wish, IVAN)).code is Code.MISSING
    await house.desk(AskGroupChat(Door.TELEGRAM, GROUP, "Farm"), DOOR)
    assert (await house.refused(wish, IVAN)).code is Code.MISSING
    assert (await house.refused(BindGroupChat(Door.TELEGRAM, GROUP), IVAN)).code is Code.MISSING
    assert (await house.refused(BindGroupChat(Door.TELEGRAM, GROUP, "nobody"), DOOR)).code is Code.RECORD
    assert (await house.refused(BindGroupChat(Door.TELEGRAM, GROUP), ANNA)).code is Code.ROLE


async def test_a_members_word_is_an_observers_and_an_album_is_one_word(house: House) -> None:
    await bound(house)
    ticket = await made(house)
    for ref in ("8", "9"):
        file = Attachment(f"{ref}.jpg", "image/jpeg", {"file_id": ref}, 1)
        await house.desk(SpeakInGroup(ticket, "", (file,), said(ref, "album")), MARY)
    await house.desk(SpeakInGroup(ticket, "Me too", (), said("10")), MARY)
    messages = (await house.ask(ReadTicket(ticket), IVAN)).messages.items
    assert [(one.author.name, len(one.files)) for one in messages[1:]] == [("Mary Jones", 2), ("Mary Jones", 0)]
    assert [key for key, _, _ in went(house)] == [GROUP]


async def test_a_strangers_word_is_kept_for_the_agents_alone(house: House) -> None:
    await bound(house)
    ticket = await made(house)
    await house.opened(MARY)
    house.execute(
        f"INSERT INTO grants (person_id, role, service, source) VALUES ({house.person(MARY)}, 'guest', '', 'door')"
    )
    await house.desk(SpeakInGroup(ticket, "Me too", (), said("8")), MARY)
    assert [row.audience for row in house.rows("messages", ticket_id=ticket)] == ["public", "internal"]
    assert (await house.refused(OpenInGroup("x", (), said("9"), MARY), MARY)).code is Code.UNREGISTERED
    assert house.rows("tickets", id=await made(house, IVAN, MARY, "9"))[0].requester == house.person(IVAN)


async def test_a_blocked_member_is_not_heard(house: House) -> None:
    await bound(house)
    ticket = await made(house)
    await house.opened(MARY)
    house.execute(
        f"INSERT INTO grants (person_id, role, service, source) VALUES ({house.person(MARY)}, 'blocked', '', 'command')"
    )
    assert (await house.refused(SpeakInGroup(ticket, "x", (), said("8")), MARY)).code is Code.MISSING


async def test_words_of_one_group_do_not_reach_the_ticket_of_another(house: House) -> None:
    await bound(house)
    ticket = await made(house)
    other = replace(said("8"), address="-200")
    assert (await house.refused(SpeakInGroup(ticket, "x", (), other), MARY)).code is Code.MISSING
    private = await house.opened(IVAN)
    await house.desk(SpeakInGroup(private, "x", (), said("8")), MARY)
    assert [row.audience for row in house.rows("messages", ticket_id=private)] == ["public", "internal"]


async def test_only_the_desks_public_words_go_to_the_group(house: House) -> None:
    await bound(house)
    ticket = await made(house)
    await house.desk(AddNote(ticket, "hm"), ANNA)
    await house.desk(AddObserver(ticket, "boss@farm.example"), ANNA)
    await house.desk(AddComment(ticket, "From my own chat"), IVAN)
    await house.desk(AddComment(ticket, "Soon"), ANNA)
    told = [row.event_id for row in house.outbox() if row.address_id == house.rows("addresses", key=GROUP)[0].id]
    kinds = [one.kind for one in house.rows("events") if one.id in told]
    assert kinds == ["TicketOpened", "CommentAdded"]


async def test_an_ended_group_gives_what_waits_to_the_requester_and_may_have_nothing_more(house: House) -> None:
    await bound(house)
    ticket = await made(house)
    await house.opened(IVAN, "Another")
    await house.desk(AddComment(ticket, "Soon"), ANNA)
    for _ in range(2):
        await house.desk(EndGroupChat(Door.TELEGRAM, GROUP), DOOR)
    assert [row for row in went(house) if row[0] == GROUP] == [(GROUP, "suppressed", "given up")] * 2
    assert went(house)[-1] == ("1001", "pending", "")
    await house.desk(AddComment(ticket, "Now"), ANNA)
    assert [row[0] for row in went(house)].count(GROUP) == 2


async def test_a_moved_group_takes_along_what_waits_once(house: House) -> None:
    await bound(house)
    ticket = await made(house)
    for _ in range(2):
        await house.desk(MoveGroupChat(Door.TELEGRAM, GROUP, "-300"), DOOR)
    assert went(house) == [("-300", "pending", "")]
    assert [row.gone for row in house.rows("addresses", key=GROUP)] == ["moved"]
    await house.desk(AddComment(ticket, "Soon"), ANNA)
    assert went(house) == [("-300", "pending", "")] * 2
