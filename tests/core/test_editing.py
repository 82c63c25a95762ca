"""What was said and is changed or withdrawn: the old text is kept, and whoever was told sees it as it is now."""

import pytest

from core.errors import Code
from core.kinds import Door, MessageId, Origin, TicketId, Visitor
from core.outbox.endings import Refused, RetryLater, Sent, Unsure
from core.profile.schema import Profile
from core.tickets.commands import AddComment, AddNote, Attachment, Claim, EditMessage, MoveStatus, Mute
from core.tickets.handling import AddObserver, DropObserver, ReleaseHeld, TakeBack, WithdrawMessage
from core.views.queries import ReadTicket
from core.views.revisions import ReadRevisions
from tests.core.desks.made import desk
from tests.core.house import ANNA, BORIS, CHANNEL, IVAN, MARY, STAFF, TIME, House
from tests.core.scripted import Scripted

THERE = Origin(Door.SLACK, CHANNEL, "1.5")
OUTSIDE = Visitor(Door.SLACK, "U77", "Eve")


@pytest.fixture
def profile() -> Profile:
    return desk(conversation={"thread": "public", "receipts": False}, notices={"default": ["chat", "mail"]})


async def answered(house: House, text: str = "Try again", **more: object) -> tuple[TicketId, MessageId]:
    await house.staff()
    ticket = await house.opened()
    await house.desk(AddComment(ticket, text, **more), ANNA)  # type: ignore[arg-type]
    return ticket, MessageId(house.rows("messages", ticket_id=ticket)[-1].id)


def edits(house: House) -> list[str]:
    return [row.state for row in house.outbox(kind="edit")]


def logs(house: House, ticket: TicketId) -> list[str]:
    told = {one.id: type(one.event).__name__ for one in house.history(ticket)}
    return [told[row.event_id] for row in house.outbox(kind="log", ticket_id=ticket)]


async def test_an_answer_that_was_told_is_told_again_in_its_place(house: House) -> None:
    ticket, message = await answered(house)
    telegram = Scripted()
    await house.out(telegram)
    await house.desk(EditMessage(ticket, message, "Try twice"), ANNA)
    await house.out(telegram)
    last = telegram.arrived[-1].delivery
    assert (last.kind, last.shown.pieces, last.content.message.body) == ("edit", ("m2",), "Try twice")  # type: ignore[union-attr]
    assert [row.body for row in house.rows("message_versions")] == ["Try again"]
    shown = (await house.ask(ReadTicket(ticket), BORIS)).messages.items[-1]
    assert (shown.ways[0].state, shown.ways[0].rev, shown.ways[0].edit, shown.rev) == ("sent", 2, "sent", 2)
    assert logs(house, ticket)[-1] == "MessageEdited"


async def test_what_has_still_to_go_goes_as_it_is_then_and_many_edits_are_one(house: House) -> None:
    ticket, message = await answered(house)
    await house.desk(EditMessage(ticket, message, "Try twice"), ANNA)
    assert edits(house) == []
    telegram = Scripted()
    await house.out(telegram)
    for text in ("Try thrice", "Try no more"):
        await house.desk(EditMessage(ticket, message, text), ANNA)
    assert edits(house) == ["pending"]
    await house.out(telegram)
    assert telegram.kinds == ["notice", "notice", "edit"]
    assert [one.delivery.content.message.body for one in telegram.arrived[1:]] == ["Try twice", "Try no more"]  # type: ignore[union-attr]


async def test_one_that_is_being_sent_is_drawn_again_after_it(house: House) -> None:
    ticket, message = await answered(house)
    await house.out(telegram := Scripted())
    await house.desk(AddComment(ticket, "And then"), ANNA)
    (row,) = await house.claim_outbox(Door.TELEGRAM)
    second = MessageId(house.rows("messages")[-1].id)
    await house.desk(EditMessage(ticket, second, "And now"), ANNA)
    assert edits(house) == ["pending"] and await house.claim_outbox(Door.TELEGRAM) == []
    await house.settled(row, Sent("9"))
    await house.out(telegram)
    assert telegram.arrived[-1].delivery.shown.pieces == ("9",)


async def test_a_colleague_may_correct_an_answer_and_nobody_a_customers_word(house: House) -> None:
    ticket, message = await answered(house)
    theirs = MessageId(house.rows("messages", ticket_id=ticket)[0].id)
    await house.desk(EditMessage(ticket, message, "Better"), BORIS)
    for command, by in (
        (EditMessage(ticket, theirs, "Mine"), BORIS),
        (EditMessage(ticket, message, "Mine"), IVAN),
        (EditMessage(ticket, message, "Mine"), MARY),
        (EditMessage(ticket, message, "Mine"), OUTSIDE),
        (WithdrawMessage(ticket, message), IVAN),
        (WithdrawMessage(ticket, message), OUTSIDE),
        (WithdrawMessage(ticket, theirs), BORIS),
        (WithdrawMessage(TicketId(99), message), BORIS),
    ):
        assert (await house.refused(command, by)).code in (Code.MISSING, Code.STRANGER)
    texts = (await house.ask(ReadRevisions(ticket, message), ANNA)).texts
    assert [(one.body, one.by.name) for one in texts] == [("Try again", "Anna"), ("Better", "Boris")]


async def test_an_edited_note_stays_a_note_and_goes_nowhere(house: House) -> None:
    ticket, _ = await answered(house)
    await house.desk(AddNote(ticket, "He is rude"), ANNA)
    note = MessageId(house.rows("messages")[-1].id)
    await house.out(Scripted())
    before = len(house.notices())
    await house.desk(EditMessage(ticket, note, "He is very rude"), ANNA)
    await house.desk(WithdrawMessage(ticket, note), ANNA)
    assert (len(house.notices()), house.rows("messages", id=note)[0].audience) == (before, "internal")


async def test_edits_that_come_late_change_nothing(house: House) -> None:
    ticket, message = await answered(house)
    for text, mark in (("Second", 20), ("First", 10), ("Second", 20)):
        await house.desk(EditMessage(ticket, message, text, mark), ANNA)
    assert house.rows("messages", id=message)[0].body == "Second"
    assert house.events(ticket).count("MessageEdited") == 1


async def test_what_is_withdrawn_is_taken_away_and_kept_for_the_desk(house: House) -> None:
    ticket, message = await answered(house, attachments=(Attachment("a.png", "image/png", {"id": "a"}),))
    await house.stored()
    telegram = Scripted()
    await house.out(telegram)
    await house.desk(WithdrawMessage(ticket, message), BORIS)
    await house.desk(WithdrawMessage(ticket, message), ANNA)
    await house.out(telegram)
    last = telegram.arrived[-1].delivery
    assert (last.shown.pieces, last.shown.files, last.content.message) == (("m2",), ("m3",), None)  # type: ignore[union-attr]
    seen = (await house.ask(ReadTicket(ticket), IVAN)).messages.items[-1]
    assert (seen.body, seen.files, seen.before, seen.withdrawn_at is not None) == ("", (), None, True)
    inside = (await house.ask(ReadTicket(ticket), ANNA)).messages.items[-1]
    assert (inside.before, len(inside.files), house.events(ticket).count("MessageWithdrawn")) == ("Try again", 1, 1)
    texts = (await house.ask(ReadRevisions(ticket, message), ANNA)).texts
    assert [(one.body, one.by.name) for one in texts] == [("Try again", "Anna"), ("", "Boris")]
    assert (await house.refused(EditMessage(ticket, message, "No"), ANNA)).code is Code.TOO_LATE


async def test_only_the_desk_reads_what_a_message_said_before(house: House) -> None:
    ticket, message = await answered(house)
    for by in (IVAN, MARY, OUTSIDE):
        with pytest.raises(Exception, match="missing"):
            await house.ask(ReadRevisions(ticket, message), by)


async def test_what_still_waits_to_be_told_is_told_to_nobody(house: House) -> None:
    await house.confirmed(IVAN, "ivan@example.org")
    ticket, message = await answered(house)
    await house.desk(WithdrawMessage(ticket, message), ANNA)
    mine = house.outbox(message_id=message, kind="notice")
    assert [(row.state, row.reason) for row in mine] == [("suppressed", "withdrawn")] * 2
    assert edits(house) == []


async def test_a_move_is_told_without_the_word_that_went_with_it(house: House) -> None:
    ticket, _ = await answered(house)
    await house.desk(Claim(ticket, 0), ANNA)
    await house.desk(MoveStatus(ticket, "resolved", house.ticket(ticket).workflow_rev, "All good"), ANNA)
    message = MessageId(house.rows("messages")[-1].id)
    await house.desk(WithdrawMessage(ticket, message), ANNA)
    telegram = Scripted()
    await house.out(telegram)
    last = telegram.arrived[-1].delivery.content
    assert (type(last.event).__name__, last.message) == ("StatusMoved", None)  # type: ignore[union-attr]


async def test_a_letter_stays_as_it_went_and_the_desk_sees_so(house: House) -> None:
    await house.confirmed(IVAN, "ivan@example.org")
    ticket, message = await answered(house)
    mail = Scripted(Door.MAIL)
    await house.out(mail)
    before = len(mail.arrived)
    await house.desk(EditMessage(ticket, message, "Try twice"), ANNA)
    await house.out(mail)
    assert len(mail.arrived) == before
    ways = {way.door: way for way in (await house.ask(ReadTicket(ticket), ANNA)).messages.items[-1].ways}
    assert (ways[Door.MAIL].rev, ways[Door.MAIL].edit) == (1, None)


async def test_an_edit_of_which_nobody_knows_is_repeated_and_one_that_fails_is_told(house: House) -> None:
    ticket, message = await answered(house)
    telegram = Scripted()
    await house.out(telegram)
    await house.desk(EditMessage(ticket, message, "Try twice"), ANNA)
    for ending in (Unsure("line"), Unsure("line"), Unsure("line"), RetryLater("busy", 1), Refused("can't be edited")):
        (row,) = await house.claim_outbox(Door.TELEGRAM)
        await house.settled(row, ending)
        house.hands.forward(400)
        house.execute("UPDATE addresses SET quiet_until = 0")
    way = (await house.ask(ReadTicket(ticket), ANNA)).messages.items[-1].ways[0]
    assert (way.state, way.rev, way.edit, way.edit_reason) == ("sent", 1, "refused", "can't be edited")
    assert logs(house, ticket)[-2:] == ["MessageEdited", "MessageEdited"]


async def test_whoever_left_the_ticket_keeps_what_they_were_told_until_it_is_withdrawn(house: House) -> None:
    await house.staff()
    ticket = await house.opened()
    await house.opened(MARY)
    mary = house.person(MARY)
    await house.desk(AddObserver(ticket, person=mary), ANNA)
    await house.desk(AddComment(ticket, "Try again"), ANNA)
    message = MessageId(house.rows("messages", ticket_id=ticket)[-1].id)
    await house.out(Scripted())
    await house.desk(DropObserver(ticket, mary), MARY)
    await house.out(Scripted())
    await house.desk(EditMessage(ticket, message, "A secret"), ANNA)
    told = {house.address(row.address_id).key for row in house.outbox(kind="edit")}
    assert told == {IVAN.external_id}
    await house.desk(WithdrawMessage(ticket, message), ANNA)
    assert {house.address(row.address_id).key for row in house.outbox(kind="edit")} == {"1001", "1002"}


async def test_a_muted_chat_is_corrected_all_the_same(house: House) -> None:
    ticket, message = await answered(house)
    await house.out(Scripted())
    await house.desk(Mute(ticket), IVAN)
    await house.desk(EditMessage(ticket, message, "Try twice"), ANNA)
    assert edits(house) == ["pending"]


async def test_an_answer_that_waits_can_be_withdrawn_and_never_leaves(sqlite_url: object, tmp_path: object) -> None:
    house = House(sqlite_url, desk(conversation={"thread": "public", "hold": 100}), tmp_path)  # type: ignore[arg-type]
    ticket, message = await answered(house, origin=THERE)
    due = house.rows("messages", id=message)[0].held_until
    await house.desk(WithdrawMessage(ticket, message), ANNA)
    await house.desk(ReleaseHeld(ticket, message, due), TIME)
    await house.desk(TakeBack(ticket, message), ANNA)
    row = house.rows("messages", id=message)[0]
    assert (row.audience, row.body, [one.kind for one in house.notices()]) == ("internal", "", ["notice"])
    (said,) = [one.event for one in house.history(ticket) if type(one.event).__name__ == "MessageWithdrawn"]
    assert said.held  # type: ignore[attr-defined]
    house.close()


async def test_what_was_written_in_the_agents_channel_is_not_drawn_there(house: House) -> None:
    ticket, message = await answered(house, origin=THERE)
    await house.desk(EditMessage(ticket, message, "Try twice"), ANNA)
    here = [row.kind for row in house.outbox(ticket_id=ticket) if house.address(row.address_id).key == STAFF[1]]
    assert here.count("echo") == 0 and here.count("log") == 1
