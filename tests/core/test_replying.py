"""An answer with all that follows from it, in one unit; and what was said meanwhile (E8, E10, B7)."""

import pytest

from core.clock import HOUR
from core.errors import Code, Refusal
from core.kinds import Door, MessageId, TicketId
from core.profile.schema import Profile
from core.tickets.answering import Reply
from core.tickets.commands import AddComment, AddNote, Attachment, Claim
from core.tickets.events import StatusMoved
from core.tickets.handling import TakeBack
from core.views.helping import CannedAnswers
from core.views.presence import RehearseReply
from tests.core.desks.made import desk
from tests.core.house import ANNA, BORIS, IVAN, House

FILE = (Attachment("act.pdf", "application/pdf", {"id": "1"}),)
DOORS = (Door.TELEGRAM, Door.MAIL)


async def begun(house: House) -> TicketId:
    await house.staff()
    return await house.opened()


def told(house: House) -> list[tuple[str, str]]:
    """Of what was written for the customer after the receipt."""
    return [(row.kind, row.state) for row in house.notices()][1:]


def newest(house: House, ticket: TicketId) -> MessageId:
    return MessageId(house.rows("messages", ticket_id=ticket)[-1].id)


async def test_an_answer_that_resolves_is_one_notice_with_words_files_and_news(house: House) -> None:
    ticket = await begun(house)
    rev = house.ticket(ticket).workflow_rev
    await house.desk(Reply(ticket, "Replaced the fuse", FILE, "resolved", rev), ANNA)
    assert house.events(ticket)[-2:] == ["CommentAdded", "StatusMoved"]
    (moved,) = [one.event for one in house.history(ticket) if isinstance(one.event, StatusMoved)]
    assert moved.message == newest(house, ticket) and house.ticket(ticket).status == "resolved"
    assert told(house) == [("notice", "pending")]
    await house.stored()
    assert [kind for kind, _ in told(house)] == ["notice", "file"]


async def test_an_answer_that_waits_says_until_when_or_is_not_sent(house: House) -> None:
    ticket = await begun(house)
    refusal = await house.refused(Reply(ticket, "On Monday", to="postponed"), ANNA)
    assert refusal.code is Code.UNTIL
    until = house.clock.now() + HOUR
    await house.desk(Reply(ticket, "On Monday", to="postponed", until=until), ANNA)
    assert (house.ticket(ticket).status, house.ticket(ticket).resume_at) == ("postponed", until)
    assert told(house) == [("notice", "pending")]
    assert (await house.refused(Reply(ticket, "Late", to="resolved", rev=0), BORIS)).code is Code.CHANGED
    assert (await house.refused(Reply(ticket, "Where to", to="nowhere", rev=1), BORIS)).code is Code.MOVE


async def test_hidden_it_is_a_note_and_no_word_of_the_unit_leaves(house: House) -> None:
    ticket = await begun(house)
    rev = house.ticket(ticket).workflow_rev
    await house.desk(Reply(ticket, "INNER", FILE, "in_progress", rev, hidden=True), ANNA)
    await house.desk(Reply(ticket, "INNER too", FILE, hidden=True), ANNA)
    await house.stored()
    assert house.ticket(ticket).status == "in_progress"
    assert [row.audience for row in house.rows("messages", ticket_id=ticket)] == ["public", "internal", "internal"]
    assert {state for _, state in told(house)} <= {"suppressed"}


async def test_who_answers_is_told_once_that_the_customer_wrote_or_a_colleague_answered(house: House) -> None:
    ticket = await begun(house)
    seen = newest(house, ticket)
    await house.desk(AddNote(ticket, "between us"), BORIS)
    await house.desk(AddComment(ticket, "It burns now"), IVAN)
    refusal = await house.refused(Reply(ticket, "Restart it", seen=seen), ANNA)
    assert (refusal.code, refusal.params["side"]) == (Code.MEANWHILE, "customer")
    await house.desk(Reply(ticket, "Call 112", seen=MessageId(int(str(refusal.params["newest"])))), BORIS)
    refusal = await house.refused(Reply(ticket, "Restart it", seen=seen), ANNA)
    assert (refusal.params["side"], refusal.params["name"]) == ("staff", "Boris")
    newer = MessageId(int(str(refusal.params["newest"])))
    await house.desk(Reply(ticket, "Restart it", seen=newer), ANNA)
    await house.desk(Reply(ticket, "And again", seen=newer), ANNA)
    said = [row.body for row in house.rows("messages", ticket_id=ticket, by_staff=True, audience="public")]
    assert said == ["Call 112", "Restart it", "And again"]


async def test_nobody_but_who_works_there_replies_and_nothing_is_said_with_nothing(house: House) -> None:
    ticket = await begun(house)
    assert (await house.refused(Reply(ticket, "mine"), IVAN)).code is Code.MISSING
    assert (await house.refused(Reply(ticket, " "), ANNA)).code is Code.EMPTY


async def test_a_repeat_of_its_key_says_it_once(house: House) -> None:
    ticket = await begun(house)
    for _ in range(2):
        await house.desk(Reply(ticket, "Once", to="resolved", rev=house.ticket(ticket).workflow_rev), ANNA, "slack:v:1")
    assert len(told(house)) == 1


async def test_what_the_customer_would_get_is_told_as_it_would_be(house: House) -> None:
    ticket = await begun(house)
    before = house.count()
    plain = await house.ask(RehearseReply(ticket, " Hello ", DOORS), ANNA)
    assert plain.told.message is not None and plain.told.message.body == "Hello"
    assert (plain.language, plain.doors, plain.told.card.status.id) == ("ru", (Door.TELEGRAM,), "new")
    solved = await house.ask(RehearseReply(ticket, "Hello", DOORS, "resolved"), ANNA)
    assert isinstance(solved.told.event, StatusMoved) and solved.told.card.status.id == "resolved"
    assert solved.told.card.present == () and solved.told.card.assignee is None
    odd = await house.ask(RehearseReply(ticket, "Hello", DOORS, "nowhere"), ANNA)
    assert odd.told.card.status.id == "new"
    assert house.ticket(ticket).status == "new"
    assert house.count()["messages"] == before["messages"]
    house.execute(f"INSERT INTO mutes (ticket_id, person_id, at) VALUES ({ticket}, {house.person(IVAN)}, 1)")
    muted = await house.ask(RehearseReply(ticket, "Hello", DOORS), ANNA)
    assert muted.muted and muted.doors == ()


class TestHeld:
    @pytest.fixture
    def profile(self) -> Profile:
        return desk(conversation={"thread": "public", "hold": 100})

    async def test_an_answer_that_waits_to_leave_is_news_to_a_colleague_and_can_be_taken_back(
        self, house: House
    ) -> None:
        ticket = await begun(house)
        seen = newest(house, ticket)
        await house.desk(Reply(ticket, "First"), BORIS)
        assert told(house) == []
        refusal = await house.refused(Reply(ticket, "Second", seen=seen), ANNA)
        assert (refusal.code, refusal.params["name"]) == (Code.MEANWHILE, "Boris")
        await house.desk(TakeBack(ticket, newest(house, ticket)), BORIS)
        await house.desk(Reply(ticket, "Second", seen=seen), ANNA)


class TestReady:
    @pytest.fixture
    def profile(self) -> Profile:
        both = {"ru": "Готово", "en": "Done"}
        return desk(canned=[{"id": "done", "label": both, "text": both}])

    async def test_ready_answers_are_for_whose_work_it_is_and_for_administrators(self, house: House) -> None:
        ticket = await begun(house)
        await house.desk(Claim(ticket, 0), ANNA)
        assert [one.id for one in await house.ask(CannedAnswers(ticket), ANNA)] == ["done"]
        assert await _refused(house, ticket)
        house.execute(
            "INSERT INTO grants (person_id, role, service, source) "
            f"VALUES ({house.person(BORIS)}, 'administrator', '', 'command')"
        )
        assert not await _refused(house, ticket)


async def _refused(house: House, ticket: TicketId) -> bool:
    try:
        await house.ask(CannedAnswers(ticket), BORIS)
    except Refusal:
        return True
    return False
