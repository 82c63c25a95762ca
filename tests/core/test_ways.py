"""On which ways a notice reaches a person, what takes its place, and how an address becomes theirs (X4)."""

import asyncio
from collections.abc import Callable
from itertools import product
from pathlib import Path
from random import Random
from typing import Any, Literal

import pytest

from core.clock import DAY, SECOND
from core.desk import Desk
from core.errors import Code, Refusal
from core.kinds import Audience, Door, MessageId, Origin, System, TicketId, Visitor
from core.outbox.endings import Ending, Gone, RetryLater, Sent, Unsure
from core.outbox.model import Address
from core.outbox.ways import Reachable, another, chosen
from core.people.commands import ChooseWays, ConfirmAddress, ForgetAddress, OfferAddress
from core.people.person import Ways
from core.profile.care import Notices, Way
from core.profile.load import load
from core.profile.schema import Profile
from core.relay.channel import Delivery
from core.tickets.commands import AddComment, AddNote, Attachment, FileLost, MoveStatus, Mute, OpenTicket, Unmute
from core.tickets.events import CommentAdded, StatusMoved, TicketOpened
from core.tickets.model import FileState
from core.views.queries import ReadTicket, StaffCard, WhoAmI
from core.views.tidings import Happening
from tests.core.house import ANNA, IVAN, MARY, STAFF, House
from tests.core.scripted import Scripted

PROFILES = Path(__file__).parent.parent.parent / "profiles"
IVANS = "ivan@example.org"
HALF_AN_HOUR = 30 * 60
BLOCKED, DOWN = Gone("blocked"), RetryLater("502")


@pytest.fixture(scope="session")
def telecom() -> Profile:
    return load(PROFILES / "telecom.toml")


@pytest.fixture
def profile(telecom: Profile) -> Profile:
    return telecom


class Carrier(Scripted):
    """A way out with a mood: everything ends so, until it is well again. `got` is what arrived."""

    def __init__(self, door: Door) -> None:
        super().__init__(door)
        self.bundles = door is Door.MAIL
        self.mood: Ending | None = None
        self.got: list[Delivery] = []
        self.always = self._ended

    def _ended(self, delivery: Delivery) -> Ending:
        if self.mood is not None:
            return self.mood
        self.got.append(delivery)
        return Sent(f"{self.door}{len(self.arrived)}")

    @property
    def told(self) -> list[str]:
        """What the notices that arrived were about: an agent's words, or else the kind of event."""
        return [_said(delivery) for delivery in self.got if delivery.kind == "notice"]


def _said(delivery: Delivery) -> str:
    assert isinstance(delivery.content, Happening)
    message = delivery.content.message
    return message.body if message and message.by_staff else type(delivery.content.event).__name__


def _carriers() -> tuple[Carrier, Carrier]:
    return Carrier(Door.TELEGRAM), Carrier(Door.MAIL)


async def _out(house: House, *carriers: Carrier) -> None:
    """Both trips, until nothing is due on either: what one gives up may be due on the other."""
    for carrier in carriers * 2:
        await house.out(carrier)


async def _well_again(house: House, *carriers: Carrier) -> None:
    """The outage is over; whatever waits for its next attempt is due soon."""
    for carrier in carriers:
        carrier.mood = None
    await house.pass_time(400)
    await _out(house, *carriers)


def _sends(house: House, *ways: Way) -> None:
    """From now on the desk sends its notices on these ways."""
    profile = house.profile.model_copy(update={"notices": Notices(default=ways)})
    house.desk = Desk(house.hop, profile, house.board)


def _states(house: House, door: Door, kind: str = "notice") -> list[str]:
    at = {row.id for row in house.rows("addresses", door=door.value)}
    return [row.state for row in house.outbox(kind=kind) if row.address_id in at]


# The table

State = Literal["well", "gone", "none"]
STATES: tuple[State, ...] = ("well", "gone", "none")
SENT: tuple[tuple[Way, ...], ...] = (("chat",), ("mail",), ("chat", "mail"))
CELLS = [
    (ways, chose, chat, mail)
    for ways, chose, chat, mail in product(SENT, Ways, STATES, STATES)
    if not (chose is Ways.MAIL and mail == "none")
]
"""Mail alone cannot be chosen without an address."""


def _expected(ways: tuple[Way, ...], chose: Ways, alive: set[str]) -> set[str]:
    """What is meant and leads somewhere; else whatever leads somewhere."""
    meant: set[str] = {*ways} if chose is Ways.BOTH else {chose.value}
    return meant & alive or alive


@pytest.mark.parametrize(("ways", "chose", "chat", "mail"), CELLS)
def test_the_rule_never_says_nothing_where_something_leads_somewhere(
    ways: tuple[Way, ...], chose: Ways, chat: State, mail: State
) -> None:
    """X4, pure: over every profile, choice and fate."""
    to = Reachable(_address(1, Door.TELEGRAM, chat), _address(2, Door.MAIL, mail), chose)
    alive = {way for way, state in (("chat", chat), ("mail", mail)) if state == "well"}
    said = MessageId(1)
    for event in (TicketOpened(said), CommentAdded(said, by_staff=True), StatusMoved("a", "b", "agent"), object()):
        found = chosen(Notices(default=ways), event, to)
        assert len({address.id for address in found}) == len(found), "never twice on one way"
        going = {"mail" if one.door is Door.MAIL else "chat" for one in found if one.gone is None}
        assert going == _expected(ways, chose, alive)
    for tried in (to.chat, to.mail):
        if tried:
            other = another(tried, to)
            assert (other is None) == (not alive - {"mail" if tried.door is Door.MAIL else "chat"})
            assert other is None or (other.id != tried.id and other.gone is None)


def _address(id: int, door: Door, state: State) -> Address | None:
    return None if state == "none" else Address(id, door, f"{door}", None, "blocked" if state == "gone" else None)


async def test_the_rule_through_the_door(house: House) -> None:
    """X4: the same table with commands, an answer each; what is gone and was meant says so in its row."""
    await house.staff()
    for n, (ways, chose, chat, mail) in enumerate(CELLS):
        ticket, keys = await _somebody(house, n, chose, chat, mail)
        _sends(house, *ways)
        before = house.outbox()[-1].id
        await house.desk(AddComment(ticket, "hello"), ANNA)
        rows = [row for row in house.outbox(kind="notice", ticket_id=ticket) if row.id > before]
        going = [row for row in rows if row.state == "pending"]
        alive = {way for way, state in (("chat", chat), ("mail", mail)) if state == "well"}
        reached = sorted(house.address(row.address_id).key for row in going)
        assert reached == sorted(keys[way] for way in _expected(ways, chose, alive)), (ways, chose, chat, mail)
        for row in rows:
            assert row in going or (row.state, row.reason) == ("suppressed", "gone: blocked")


async def _somebody(house: House, n: int, chose: Ways, chat: State, mail: State) -> tuple[TicketId, dict[str, str]]:
    """A person of their own for one cell, with a ticket."""
    keys = {"chat": f"9{n}", "mail": f"p{n}@example.org"}
    visitor = Visitor(Door.WEB if chat == "none" else Door.TELEGRAM, keys["chat"], "Somebody")
    ticket = await house.opened(visitor)
    if mail != "none":
        await house.confirmed(visitor, keys["mail"])
    await house.desk(ChooseWays(chose), visitor)
    for way, state in (("chat", chat), ("mail", mail)):
        if state == "gone":
            house.execute(f"UPDATE addresses SET gone = 'blocked' WHERE key = '{keys[way]}'")
    return ticket, keys


@pytest.mark.parametrize("meant", ["chat", "mail"])
def test_where_every_way_is_gone_a_row_says_so(meant: Way) -> None:
    """X4: every delivery has a state that an agent can see, also one that leads nowhere."""
    chat, mail = _address(1, Door.TELEGRAM, "gone"), _address(2, Door.MAIL, "gone")
    to = Reachable(None, mail) if meant == "chat" else Reachable(chat, None)
    assert chosen(Notices(default=(meant,)), CommentAdded(MessageId(1), by_staff=True), to)


async def test_each_kind_of_notice_has_ways_of_its_own(house: House) -> None:
    """X4: the profile speaks of each kind; what it does not name goes the default ways."""
    await house.staff()
    await house.confirmed(IVAN, IVANS)
    notices = Notices(default=("chat",), opened=("mail",), answer=("chat", "mail"))
    house.desk = Desk(house.hop, house.profile.model_copy(update={"notices": notices}), house.board)
    ticket = await house.opened()
    await house.desk(AddComment(ticket, "hello"), ANNA)
    await house.desk(MoveStatus(ticket, "resolved", 0), ANNA)
    doors = [house.address(row.address_id).door for row in house.outbox(kind="notice")]
    assert doors == ["mail", "telegram", "mail", "telegram"]


async def test_the_desk_without_mail_writes_to_chats_only(house: House) -> None:
    """X10: a subset of doors; an address that was confirmed leads nowhere where no mail goes out."""
    await house.staff()
    await house.confirmed(IVAN, IVANS)
    board = type(house.board)(doors=(Door.TELEGRAM,), staff=STAFF)
    house.desk = Desk(house.hop, house.profile, board)
    await house.desk(AddComment(await house.opened(), "hello"), ANNA)
    assert _states(house, Door.MAIL) == []
    assert _states(house, Door.TELEGRAM) == ["pending", "pending"]


async def test_mail_alone_is_refused_where_there_is_no_address(house: House) -> None:
    await house.opened()
    assert (await house.refused(ChooseWays(Ways.MAIL), IVAN)).code is Code.ADDRESS
    await house.confirmed(IVAN, IVANS)
    await house.desk(ChooseWays(Ways.MAIL), IVAN)
    assert (await house.ask(WhoAmI(), IVAN)).ways is Ways.MAIL
    await house.desk(ForgetAddress(), IVAN)
    me = await house.ask(WhoAmI(), IVAN)
    assert (me.ways, me.email) == (Ways.BOTH, None)


# A way that leads nowhere


async def _both_ways(house: House) -> TicketId:
    await house.staff()
    await house.confirmed(IVAN, IVANS)
    ticket = await house.opened()
    await _out(house, *_carriers())
    return ticket


@pytest.mark.parametrize("ways", [("chat",), ("chat", "mail")])
async def test_a_blocked_chat_gives_all_that_waited_to_the_mail_once(house: House, ways: tuple[Way, ...]) -> None:
    """X4, faults G3: two tickets, four notices; each arrives by mail, and by no way twice."""
    ticket = await _both_ways(house)
    _sends(house, *ways)
    other = await house.opened()
    for of, body in ((ticket, "one"), (other, "two"), (ticket, "three")):
        await house.desk(AddComment(of, body), ANNA)
    chat, mail = _carriers()
    chat.mood = BLOCKED
    await _out(house, chat, mail)
    assert sorted(mail.told) == ["TicketOpened", "one", "three", "two"]
    assert len(chat.arrived) == 1, "nothing else is tried there"
    ours = [row for row in house.outbox(kind="notice") if row.made_at >= house.ticket(other).opened_at]
    by_chat = [(row.state, row.reason) for row in ours if house.address(row.address_id).door == "telegram"]
    assert sorted(by_chat) == [("gone", "blocked")] + 3 * [("suppressed", "gone: blocked")]
    await house.desk(AddComment(ticket, "four"), ANNA)
    await _out(house, chat, mail)
    assert mail.told[4:] == ["four"] and len(chat.arrived) == 1


async def test_the_card_says_which_way_it_went(house: House) -> None:
    """X4: agents see how the answer fared on each way, and that the chat leads nowhere."""
    ticket = await _both_ways(house)
    _sends(house, "chat")
    await house.desk(AddComment(ticket, "hello"), ANNA)
    chat, mail = _carriers()
    chat.mood = BLOCKED
    await _out(house, chat, mail)
    answer = (await house.ask(ReadTicket(ticket), ANNA)).messages.items[-1]
    assert [(way.door, way.state, way.reason) for way in answer.ways] == [
        (Door.TELEGRAM, "gone", "blocked"),
        (Door.MAIL, "sent", None),
    ]
    card = await house.ask(StaffCard(ticket), ANNA)
    assert {reach.door: reach.gone for reach in card.reach} == {Door.TELEGRAM: "blocked", Door.MAIL: None}
    assert card.notice is not None and (card.notice.door, card.notice.state) == (Door.MAIL, "sent")
    own = (await house.ask(ReadTicket(ticket), IVAN)).card
    assert (own.reach, own.notice) == ((), None)


async def test_who_writes_again_is_told_in_the_chat_again(house: House) -> None:
    """X4: from the next notice on; what went by mail meanwhile is not repeated."""
    ticket = await _both_ways(house)
    _sends(house, "chat")
    chat, mail = _carriers()
    chat.mood = BLOCKED
    await house.desk(AddComment(ticket, "one"), ANNA)
    await _out(house, chat, mail)
    await house.desk(AddComment(ticket, "I am back", origin=Origin(Door.TELEGRAM, "1001", "9")), IVAN)
    chat.mood = None
    await house.desk(AddComment(ticket, "two"), ANNA)
    await _out(house, chat, mail)
    assert (chat.told, mail.told) == (["two"], ["one"])


async def test_a_word_by_another_door_does_not_revive_the_chat(house: House) -> None:
    ticket = await _both_ways(house)
    house.execute("UPDATE addresses SET gone = 'blocked' WHERE key = '1001'")
    await house.desk(AddComment(ticket, "by the page"), IVAN)
    await house.desk(AddComment(ticket, "hello"), ANNA)
    chat, mail = _carriers()
    await _out(house, chat, mail)
    assert (chat.told, mail.told) == ([], ["hello"])


async def test_a_chat_that_fails_for_long_is_left_for_the_mail(house: House) -> None:
    """X4: after half an hour and more than one attempt, and not before; once."""
    ticket = await _both_ways(house)
    _sends(house, "chat")
    await house.desk(AddComment(ticket, "hello"), ANNA)
    chat, mail = _carriers()
    chat.mood = DOWN
    for _ in range(4):
        await _out(house, chat, mail)
        await house.pass_time(7 * 60)
    assert mail.told == [] and len(chat.arrived) >= 4
    await house.pass_time(3 * 60)
    await _out(house, chat, mail)
    assert mail.told == ["hello"]
    assert _states(house, Door.TELEGRAM)[-1] == "rerouted"
    await _well_again(house, chat, mail)
    assert (chat.told, mail.told) == ([], ["hello"])


async def test_one_failure_after_a_long_wait_is_not_failing_for_long(house: House) -> None:
    """The house itself was down: the first attempt decides nothing."""
    ticket = await _both_ways(house)
    _sends(house, "chat")
    await house.desk(AddComment(ticket, "hello"), ANNA)
    await house.pass_time(10 * HALF_AN_HOUR)
    [row] = await house.claim_outbox(Door.TELEGRAM)
    await house.settled(row, DOWN)
    assert _states(house, Door.TELEGRAM)[-1] == "pending"
    chat, mail = _carriers()
    await _well_again(house, chat, mail)
    assert (chat.told, mail.told) == (["hello"], [])


async def test_what_fails_for_long_and_has_no_other_way_waits_on(house: House) -> None:
    await house.staff()
    ticket = await house.opened()
    await house.desk(AddComment(ticket, "hello"), ANNA)
    chat, mail = _carriers()
    chat.mood = DOWN
    for _ in range(6):
        await _out(house, chat, mail)
        await house.pass_time(HALF_AN_HOUR)
    assert _states(house, Door.TELEGRAM) == ["pending", "pending"]
    await _well_again(house, chat, mail)
    assert chat.told == ["TicketOpened", "hello"]


async def test_a_mailbox_that_is_no_more_gives_its_letters_to_the_chat(house: House) -> None:
    ticket = await _both_ways(house)
    await house.desk(ChooseWays(Ways.MAIL), IVAN)
    for body in ("one", "two"):
        await house.desk(AddComment(ticket, body), ANNA)
    chat, mail = _carriers()
    mail.mood = Gone("550 no such user")
    await _out(house, chat, mail)
    assert chat.told == ["one", "two"]
    await house.desk(AddComment(ticket, "three"), ANNA)
    await _out(house, chat, mail)
    assert chat.told == ["one", "two", "three"] and len(mail.arrived) == 1


async def test_where_both_are_gone_rows_say_why_and_the_next_word_of_theirs_is_answered(house: House) -> None:
    ticket = await _both_ways(house)
    chat, mail = _carriers()
    chat.mood, mail.mood = BLOCKED, Gone("550")
    for body in ("one", "two"):
        await house.desk(AddComment(ticket, body), ANNA)
    await _out(house, chat, mail)
    await house.desk(AddComment(ticket, "three"), ANNA)
    rows = {(row.state, row.reason) for row in house.outbox(kind="notice") if row.state != "sent"}
    assert rows == {("gone", "blocked"), ("gone", "550"), ("suppressed", "gone: blocked"), ("suppressed", "gone: 550")}
    await house.desk(AddComment(ticket, "I am back", origin=Origin(Door.TELEGRAM, "1001", "9")), IVAN)
    chat.mood = None
    await house.desk(AddComment(ticket, "four"), ANNA)
    await _out(house, chat, mail)
    assert chat.told == ["four"]


async def test_an_unknown_outcome_takes_no_other_way(house: House) -> None:
    """Faults A9: it may have arrived; another copy elsewhere would be a third."""
    ticket = await _both_ways(house)
    _sends(house, "chat")
    await house.desk(AddComment(ticket, "hello"), ANNA)
    chat, mail = _carriers()
    chat.mood = Unsure("cut")
    for _ in range(3):
        await _out(house, chat, mail)
        await house.pass_time(2 * HALF_AN_HOUR)
    assert (_states(house, Door.TELEGRAM)[-1], mail.told) == ("parked", [])


async def test_what_was_written_while_nothing_could_be_sent_arrives_afterwards(house: House) -> None:
    """X6: the machine was cut off for an hour; nothing of it is lost, on either way, and nothing comes twice."""
    ticket = await _both_ways(house)
    await house.desk(AddComment(ticket, "hello"), ANNA)
    chat, mail = _carriers()
    chat.mood = mail.mood = DOWN
    for _ in range(7):
        await _out(house, chat, mail)
        await house.pass_time(10 * 60)
    await _well_again(house, chat, mail)
    assert "hello" in [*chat.told, *mail.told]
    assert len(chat.told) <= 1 and len(mail.told) <= 1


async def test_letters_arrive_once_when_the_mail_was_dead_for_an_hour(house: House) -> None:
    """X4: chat and mail both; the chat has its notice at once, the letter comes when it can."""
    ticket = await _both_ways(house)
    await house.desk(AddComment(ticket, "hello"), ANNA)
    chat, mail = _carriers()
    mail.mood = DOWN
    for _ in range(7):
        await _out(house, chat, mail)
        await house.pass_time(10 * 60)
    await _well_again(house, chat, mail)
    assert (chat.told, mail.told) == (["hello"], ["hello"])


async def test_what_left_a_failing_chat_comes_back_when_the_mailbox_is_no_more(house: House) -> None:
    ticket = await _both_ways(house)
    _sends(house, "chat")
    await house.desk(AddComment(ticket, "hello"), ANNA)
    chat, mail = _carriers()
    chat.mood, mail.mood = DOWN, Gone("550 no such user")
    await _out(house, chat, mail)
    await house.pass_time(HALF_AN_HOUR + 60)
    await _out(house, chat, mail)
    await _well_again(house, chat)
    assert chat.told == ["hello"]


async def test_a_mailbox_that_is_back_gets_what_the_chat_could_not_bring(house: House) -> None:
    """The mailbox was gone when the notice was written and is confirmed anew before the chat is blocked."""
    ticket = await _both_ways(house)
    house.execute(f"UPDATE addresses SET gone = '550' WHERE key = '{IVANS}'")
    await house.desk(AddComment(ticket, "hello"), ANNA)
    await house.desk(ForgetAddress(), IVAN)
    await house.confirmed(IVAN, IVANS)
    chat, mail = _carriers()
    chat.mood = BLOCKED
    await _out(house, chat, mail)
    assert mail.told == ["hello"]


async def test_an_address_that_was_given_up_gets_nothing_more(house: House) -> None:
    """`ForgetAddress`: no mail to this person any more, what still waits included (faults D5)."""
    ticket = await _both_ways(house)
    await house.desk(AddComment(ticket, "hello"), ANNA)
    await house.desk(ForgetAddress(), IVAN)
    chat, mail = _carriers()
    await _out(house, chat, mail)
    assert (chat.told, mail.told) == (["hello"], [])


# Files


def _file(name: str) -> Attachment:
    return Attachment(name, "text/plain", {"id": name})


async def _rested(house: House) -> None:
    """The two seconds for which a letter asked are over."""
    house.execute("UPDATE addresses SET quiet_until = 0")
    await house.pass_time(3)


async def test_a_letter_waits_for_its_files_and_takes_them_all_along(house: House) -> None:
    """X9: one letter with the text and both files; the chat has the text at once and the files when they are here."""
    ticket = await _both_ways(house)
    await house.desk(AddComment(ticket, "see", (_file("a.txt"), _file("b.txt"))), ANNA)
    chat, mail = _carriers()
    await _out(house, chat, mail)
    assert (chat.told, mail.told, mail.arrived) == (["see"], [], [])
    await house.stored()
    await _rested(house)
    await _out(house, chat, mail)
    [letter] = mail.got
    assert [(file.name, file.path.read_bytes()) for file in letter.files] == [("a.txt", b"a.txt"), ("b.txt", b"b.txt")]
    assert [one.file.name for one in chat.got if one.file] == ["a.txt", "b.txt"]
    assert [one.files for one in chat.got] == [(), (), ()]
    assert _states(house, Door.MAIL, "file") == []


async def test_a_letter_goes_without_the_file_that_cannot_be_had(house: House) -> None:
    ticket = await _both_ways(house)
    await house.desk(AddComment(ticket, "see", (_file("a.txt"), _file("b.txt"))), ANNA)
    lost = house.rows("attachments")[0]
    await house.desk(FileLost(ticket, lost.id, "too-large"), System("files"))
    await house.stored()
    chat, mail = _carriers()
    await _out(house, chat, mail)
    [letter] = mail.got
    assert [file.name for file in letter.files] == ["b.txt"]
    assert isinstance(letter.content, Happening) and letter.content.message is not None
    assert [file.state for file in letter.content.message.files] == [FileState.LOST, FileState.READY]


async def test_the_letter_that_takes_the_place_of_a_chat_brings_the_files_too(house: House) -> None:
    ticket = await _both_ways(house)
    _sends(house, "chat")
    await house.desk(AddComment(ticket, "see", (_file("a.txt"),)), ANNA)
    await house.stored()
    chat, mail = _carriers()
    chat.mood = BLOCKED
    await _out(house, chat, mail)
    assert [[file.name for file in letter.files] for letter in mail.got] == [["a.txt"]]
    assert _states(house, Door.TELEGRAM, "file") == ["suppressed"]


async def test_a_customers_own_file_is_neither_mailed_back_nor_waited_for(house: House) -> None:
    """C2: the receipt comes at once, however long the customer's own file takes."""
    await house.confirmed(IVAN, IVANS)
    await house.desk(OpenTicket("A", "B", attachments=(_file("mine.txt"),)), IVAN)
    chat, mail = _carriers()
    await _out(house, chat, mail)
    assert [letter.files for letter in mail.got if letter.kind == "notice"] == [()]


async def test_a_note_and_its_files_reach_no_client(house: House) -> None:
    """B5, faults F1."""
    ticket = await _both_ways(house)
    before = len(house.outbox())
    await house.desk(AddNote(ticket, "secret", (_file("secret.txt"),)), ANNA)
    await house.stored()
    assert {house.address(row.address_id).door for row in house.outbox()[before:]} == {"slack"}


async def test_a_file_that_loads_holds_up_no_other_ticket(house: House) -> None:
    """Agreement 2: ordered per address and ticket; a slow content of one ticket is no matter of another."""
    ticket = await _both_ways(house)
    other = await house.opened()
    await _out(house, *_carriers())
    await house.desk(AddComment(ticket, "slow", (_file("a.txt"),)), ANNA)
    await house.desk(AddComment(other, "quick"), ANNA)
    chat, mail = _carriers()
    for _ in range(5):
        await _out(house, chat, mail)
        await _rested(house)
    assert mail.told == ["quick"]


async def test_a_letter_that_waits_for_its_file_is_no_failing_mailbox(house: House) -> None:
    """X4: only a way that fails is left; the house was down while the file loaded, and the person wants mail."""
    ticket = await _both_ways(house)
    await house.desk(ChooseWays(Ways.MAIL), IVAN)
    await house.desk(AddComment(ticket, "see", (_file("a.txt"),)), ANNA)
    chat, mail = _carriers()
    await _out(house, chat, mail)
    await house.pass_time(HALF_AN_HOUR + 60)
    await _rested(house)
    await _out(house, chat, mail)
    await house.stored()
    await _rested(house)
    await _out(house, chat, mail)
    assert (chat.told, [[file.name for file in letter.files] for letter in mail.got]) == ([], [["a.txt"]])


@pytest.mark.parametrize("late", [False, True])
async def test_a_file_follows_its_notice_out_of_a_blocked_chat(house: House, late: bool) -> None:
    """X4, X9: the words have arrived in the chat, then it is blocked; the file goes by mail, whenever it was loaded."""
    ticket = await _both_ways(house)
    _sends(house, "chat")
    await house.desk(AddComment(ticket, "see", (_file("a.txt"),)), ANNA)
    chat, mail = _carriers()
    await _out(house, chat, mail)
    assert chat.told == ["see"]
    if late:
        house.execute("UPDATE addresses SET gone = 'blocked' WHERE key = '1001'")
    chat.mood = BLOCKED
    await house.stored()
    await _out(house, chat, mail)
    assert [file.name for letter in mail.got for file in letter.files] == ["a.txt"]


async def test_a_file_goes_where_its_words_went_though_the_person_chose_anew(house: House) -> None:
    ticket = await _both_ways(house)
    await house.desk(ChooseWays(Ways.CHAT), IVAN)
    await house.desk(AddComment(ticket, "see", (_file("a.txt"),)), ANNA)
    chat, mail = _carriers()
    await _out(house, chat, mail)
    await house.desk(ChooseWays(Ways.MAIL), IVAN)
    await house.stored()
    await _out(house, chat, mail)
    carried = [file.name for one in (*chat.got, *mail.got) for file in (*one.files, *([one.file] if one.file else []))]
    assert carried == ["a.txt"]


# The mailed code


async def _offered(house: House, by: Visitor = IVAN, email: str = IVANS) -> str:
    await house.desk(OfferAddress(email), by)
    return house.code(email)


def _wrong(code: str, by: int = 1) -> str:
    return f"{(int(code) + by) % 10**6:06}"


async def test_the_code_that_came_by_mail_proves_the_address(house: House) -> None:
    """X4: until then it is only offered, and nothing but the code goes there."""
    await house.staff()
    ticket = await house.opened()
    code = await _offered(house, email="Ivan@Example.org")
    assert len(code) == 6 and code.isdigit()
    me = await house.ask(WhoAmI(), IVAN)
    assert (me.email, me.unconfirmed) == (None, IVANS)
    await house.desk(AddComment(ticket, "hello"), ANNA)
    assert _states(house, Door.MAIL) == []
    await house.desk(ConfirmAddress(code), IVAN)
    me = await house.ask(WhoAmI(), IVAN)
    assert (me.email, me.unconfirmed) == (IVANS, None)
    await house.desk(AddComment(ticket, "hello"), ANNA)
    assert _states(house, Door.MAIL) == ["pending"]
    assert (await house.refused(ConfirmAddress(code), IVAN)).code is Code.CODE_OVER, "it is used up"


async def test_the_letter_with_the_code_speaks_to_who_asked_for_it(house: House) -> None:
    await _offered(house, MARY, "mary@example.org")
    mail = Carrier(Door.MAIL)
    await house.out(mail)
    [letter] = mail.got
    assert (letter.kind, letter.address, letter.language) == ("prompt", "mary@example.org", "en")
    assert letter.content == {"letter": "code", "code": house.code("mary@example.org"), "language": "en"}


async def test_the_letter_with_the_code_knows_nobody_who_had_the_address_before(house: House) -> None:
    """Faults D5: Ivan has given it up; the letter that Mary asked for is neither to him nor in his language."""
    await _both_ways(house)
    await house.desk(ForgetAddress(), IVAN)
    await _offered(house, MARY)
    mail = Carrier(Door.MAIL)
    await house.out(mail)
    letter = mail.got[-1]
    assert (letter.language, letter.person in (None, house.person(MARY))) == ("en", True)


@pytest.mark.parametrize("between", [" ", "\n", "-", "\u00a0"])
async def test_a_code_may_be_typed_with_spaces(sqlite_house: House, between: str) -> None:
    house = sqlite_house
    code = await _offered(house)
    await house.desk(ConfirmAddress(f" {between.join(code)} "), IVAN)
    assert (await house.ask(WhoAmI(), IVAN)).email == IVANS


async def test_five_wrong_codes_spend_it(house: House) -> None:
    """Each says how many tries are left; the right one comes too late then. The same press again is one try."""
    code = await _offered(house)
    left = []
    for n in range(5):
        wish = ConfirmAddress(_wrong(code, n + 1))
        refusal = await house.refused(wish, IVAN, f"tg:{n}")
        assert refusal.code is Code.CODE
        left.append(refusal.params["left"])
        with pytest.raises(Refusal) as again:
            await house.desk(wish, IVAN, f"tg:{n}")
        assert again.value.params == refusal.params
    assert left == [4, 3, 2, 1, 0]
    assert (await house.refused(ConfirmAddress(code), IVAN)).code is Code.CODE_OVER
    assert (await house.ask(WhoAmI(), IVAN)).email is None


@pytest.mark.parametrize("typed", ["", "12345", "code", "²³", "١٢٣٤٥٦", "0" * 4_000])
async def test_whatever_is_no_code_is_a_wrong_one(sqlite_house: House, typed: str) -> None:
    house = sqlite_house
    code = await _offered(house)
    assert (await house.refused(ConfirmAddress(typed), IVAN)).code is Code.CODE
    await house.desk(ConfirmAddress(code), IVAN)


async def test_guesses_that_come_at_once_are_five_all_the_same(house: House) -> None:
    """Faults D4: a code is short, so its tries have to be counted before it is compared."""
    code = await _offered(house)
    guesses = [_wrong(code, n + 1) for n in range(12)] + [code]
    endings = await asyncio.gather(*(house.desk(ConfirmAddress(one), IVAN) for one in guesses), return_exceptions=True)
    assert all(isinstance(ending, Refusal) for ending in endings)
    assert (await house.ask(WhoAmI(), IVAN)).email is None


async def test_a_code_is_worth_half_an_hour(house: House) -> None:
    code = await _offered(house)
    await house.pass_time(29 * 60)
    assert (await house.refused(ConfirmAddress(_wrong(code)), IVAN)).code is Code.CODE
    await house.pass_time(61)
    assert (await house.refused(ConfirmAddress(code), IVAN)).code is Code.CODE_OVER


async def test_an_offer_that_has_run_out_is_waited_for_no_more(house: House) -> None:
    await _offered(house)
    await house.pass_time(31 * 60)
    assert (await house.ask(WhoAmI(), IVAN)).unconfirmed is None


async def test_only_the_newest_code_counts_and_only_for_its_person(house: House) -> None:
    first = await _offered(house)
    second = await _offered(house, email="other@example.org")
    theirs = await _offered(house, MARY, "mary@example.org")
    for by, codes in ((IVAN, {first, theirs} - {second}), (MARY, {first, second} - {theirs})):
        for code in codes:
            assert (await house.refused(ConfirmAddress(code), by)).code is Code.CODE
    await house.desk(ConfirmAddress(second), IVAN)
    assert (await house.ask(WhoAmI(), IVAN)).email == "other@example.org"


async def test_a_new_address_takes_the_place_of_the_old_one(house: House) -> None:
    await house.staff()
    ticket = await house.opened()
    for email in (IVANS, "new@example.org"):
        await house.confirmed(IVAN, email)
    await house.desk(AddComment(ticket, "hello"), ANNA)
    mails = [house.address(row.address_id).key for row in house.outbox(kind="notice") if row.message_id]
    assert mails == ["1001", "new@example.org"]
    await house.confirmed(MARY, IVANS)
    assert (await house.ask(WhoAmI(), MARY)).email == IVANS, "given up, it may become somebody else's"


async def test_an_address_is_one_persons(house: House) -> None:
    """The offer betrays nothing; with the code in hand the person is told."""
    await house.confirmed(IVAN, IVANS)
    code = await _offered(house, MARY)
    assert (await house.refused(ConfirmAddress(code), MARY)).code is Code.ADDRESS_TAKEN
    assert (await house.ask(WhoAmI(), IVAN)).email == IVANS
    assert (await house.ask(WhoAmI(), MARY)).email is None


async def test_of_two_who_bring_their_codes_at_once_one_gets_the_address(house: House) -> None:
    codes = {by: await _offered(house, by) for by in (IVAN, MARY)}
    brought = (house.desk(ConfirmAddress(code), by) for by, code in codes.items())
    endings = await asyncio.gather(*brought, return_exceptions=True)
    refused = [ending for ending in endings if isinstance(ending, Refusal)]
    assert len(endings) - len(refused) == 1 and refused[0].code is Code.ADDRESS_TAKEN


async def test_the_own_address_again_needs_no_code(house: House) -> None:
    await house.confirmed(IVAN, IVANS)
    letters = len(house.outbox(kind="prompt"))
    await house.desk(OfferAddress(f" {IVANS.upper()} "), IVAN)
    assert len(house.outbox(kind="prompt")) == letters
    assert (await house.ask(WhoAmI(), IVAN)).email == IVANS


async def test_nobody_is_flooded_with_codes_by_one_person(house: House) -> None:
    """Faults G1: six a day, over any addresses, used or not."""
    for n in range(6):
        await _offered(house, email=f"a{n}@example.org")
        await house.pass_time(60)
    refusal = await house.refused(OfferAddress("a7@example.org"), IVAN)
    assert refusal.code is Code.TOO_OFTEN
    await house.desk(ConfirmAddress(house.code("a5@example.org")), IVAN)
    await house.pass_time(DAY / SECOND)
    await _offered(house, email="a7@example.org")


async def test_no_address_is_flooded_with_codes_by_many(house: House) -> None:
    """Faults G1: three a day, whoever asks."""
    for n in range(3):
        await _offered(house, Visitor(Door.TELEGRAM, f"7{n}", "Eve"))
    refusal = await house.refused(OfferAddress(IVANS), IVAN)
    assert refusal.code is Code.TOO_OFTEN
    await house.pass_time(DAY / SECOND + 1)
    await house.confirmed(IVAN, IVANS)


async def test_giving_up_drops_what_was_offered_too(house: House) -> None:
    code = await _offered(house)
    await house.desk(ForgetAddress(), IVAN)
    assert (await house.refused(ConfirmAddress(code), IVAN)).code is Code.CODE_OVER
    assert (await house.ask(WhoAmI(), IVAN)).unconfirmed is None


@pytest.mark.parametrize(
    "said",
    ["", "ivan", "ivan@", "@example.org", "ivan@localhost", "a b@example.org", "ivan@.org",
     "a@b.org,c@d.org", "Ivan <ivan@example.org>", "ivan@example.org\nBcc: all@example.org", "x" * 65 + "@example.org",
     "a@" + "b" * 250 + ".org", "ivan@example.org;x@y.org"],
)  # fmt: skip
async def test_what_is_no_single_address_gets_no_letter(sqlite_house: House, said: str) -> None:
    """A header is one line, and a letter has one recipient."""
    assert (await sqlite_house.refused(OfferAddress(said), IVAN)).code is Code.ADDRESS


@pytest.mark.parametrize("said", ["ivan@example..org", "ivan\u200b@example.org"])
async def test_what_only_looks_like_an_address_gets_no_letter(sqlite_house: House, said: str) -> None:
    """An empty label, and a sign that nobody sees: the person would wait for a code in vain."""
    assert (await sqlite_house.refused(OfferAddress(said), IVAN)).code is Code.ADDRESS


# Anything may happen


class Walk:
    """One random life of two tickets: answers, notes, moves, files, mutes, choices, blocked chats and outages.

    One way at a time is in trouble, and the other is emptied before it changes: what follows when both are is told
    by the tests above.
    """

    def __init__(self, house: House, dice: Random) -> None:
        self.house, self.dice = house, dice
        self.chat, self.mail = _carriers()
        self.tickets: list[TicketId] = []
        self.count = 0

    async def begin(self) -> None:
        await self.house.staff()
        await self.house.confirmed(IVAN, IVANS)
        self.tickets = [await self.house.opened(), await self.house.opened()]

    async def step(self) -> None:
        self.count += 1
        ticket = self.dice.choice(self.tickets)
        done = self.dice.choice([self._reply, self._reply, self._note, self._move, self._back, self._ears, self._mood])
        await done(ticket)
        await self.house.pass_time(self.dice.choice([1, 30, 500]))
        await self.house.stored()
        if self.dice.random() < 0.7:
            await self._carry()

    async def end(self) -> None:
        self.chat.mood = self.mail.mood = None
        for _ in range(3):
            await _rested(self.house)
            await _well_again(self.house, self.chat, self.mail)

    async def _carry(self) -> None:
        self.house.execute("UPDATE addresses SET quiet_until = 0")
        await _out(self.house, self.chat, self.mail)

    def _files(self, name: str) -> tuple[Attachment, ...]:
        return (_file(f"{name}.txt"),) if self.dice.random() < 0.3 else ()

    async def _reply(self, ticket: TicketId) -> None:
        await self.house.desk(AddComment(ticket, f"public {self.count}", self._files("public")), ANNA)

    async def _note(self, ticket: TicketId) -> None:
        await self.house.desk(AddNote(ticket, f"secret {self.count}", self._files("secret")), ANNA)

    async def _move(self, ticket: TicketId) -> None:
        rev = self.house.ticket(ticket).workflow_rev
        to = "pending" if self.house.ticket(ticket).status != "pending" else "waiting"
        await self.house.desk(MoveStatus(ticket, to, rev, f"public {self.count}"), ANNA)

    async def _back(self, ticket: TicketId) -> None:
        """They write in the chat, and so are there again."""
        if isinstance(self.chat.mood, Gone):
            await self._carry()
            self.chat.mood = None
        origin = Origin(Door.TELEGRAM, "1001", f"c{self.count}")
        await self.house.desk(AddComment(ticket, "me", origin=origin), IVAN)

    async def _ears(self, ticket: TicketId) -> None:
        await self._carry()
        wish = self.dice.choice([Mute(ticket), Unmute(ticket), *(ChooseWays(ways) for ways in Ways)])
        await self.house.desk(wish, IVAN)

    async def _mood(self, ticket: TicketId) -> None:
        gone = any(row.gone for row in self.house.rows("addresses"))
        self.chat.mood = BLOCKED if gone else None
        self.mail.mood = None
        await self.house.pass_time(400)
        await self._carry()
        moods: list[Callable[[], None]] = [] if gone else [self._block, self._chat_fails, self._mail_fails]
        for change in self.dice.sample(moods, min(1, len(moods))):
            change()

    def _block(self) -> None:
        self.chat.mood = BLOCKED

    def _chat_fails(self) -> None:
        self.chat.mood = DOWN

    def _mail_fails(self) -> None:
        self.mail.mood = DOWN


@pytest.mark.parametrize("seed", range(12))
async def test_every_notice_reaches_the_person_on_some_way_and_on_none_twice(sqlite_house: House, seed: int) -> None:
    await _walked(sqlite_house, seed)


@pytest.mark.parametrize("seed", range(12, 15))
async def test_the_same_on_each_engine(house: House, seed: int) -> None:
    await _walked(house, seed)


async def _walked(house: House, seed: int) -> None:
    """X4, B5, F1: at least once where it was not muted, at most once a way, and nothing internal at all."""
    walk = Walk(house, Random(seed))
    await walk.begin()
    for _ in range(30):
        await walk.step()
    await walk.end()
    people = {row.id for row in house.rows("addresses") if row.door != "slack"}
    rows: list[Any] = [row for row in house.outbox() if row.address_id in people]
    assert {row.audience for row in rows} == {Audience.PUBLIC}
    assert "secret" not in repr([*walk.chat.arrived, *walk.mail.arrived])
    notices = [row for row in rows if row.kind == "notice"]
    for event in {row.event_id for row in notices}:
        mine = [row for row in notices if row.event_id == event]
        sent = [row.address_id for row in mine if row.state == "sent"]
        muted = any(row.reason == "muted" for row in mine)
        assert len(sent) == len(set(sent)), mine
        assert sent or muted, [(row.state, row.reason) for row in mine]
        silenced = [row.settled_at for row in mine if row.reason == "muted"]
        assert all(row.settled_at <= min(silenced, default=row.settled_at) for row in mine if row.state == "sent")
    for carrier in (walk.chat, walk.mail):
        ids = [delivery.id for delivery in carrier.got]
        assert len(ids) == len(set(ids))
    assert len(notices) > 10
