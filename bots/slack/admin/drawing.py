"""From where somebody stands to the view that they see: what has to be asked for it, and the page."""

from collections.abc import Iterator, Sequence

from bots.slack.admin import pages, pages_chats, pages_people, pages_records
from bots.slack.keeping.parts import note
from bots.slack.keeping.spot import (
    ABSENCE,
    ADD_PERSON,
    ADD_READY,
    ADD_RECORD,
    AUDIT,
    CHAT,
    CHATS,
    DUTIES,
    EDIT_PERSON,
    EDIT_READY,
    EDIT_RECORD,
    FORMS,
    GROUP,
    HOURS,
    MENU,
    MINE,
    ON_CALL,
    PEOPLE,
    PERSON,
    RATINGS,
    READY,
    RECORD,
    RECORDS,
    ROLE,
    ROTA,
    SEND,
    WINDOW,
    Spot,
    metadata,
)
from bots.slack.speech import Speech
from bots.slack.staff import Staff
from bots.slack.text import Block, plain
from bots.slack.wire import Unreadable
from core.api.errors import Code, Refusal
from core.api.kinds import PersonId, Visitor, shorten
from core.api.queries import (
    Ask,
    FindRecords,
    ListGroupChats,
    ListPeople,
    ReadAudit,
    ReadDuties,
    ReadHours,
    ReadPerson,
    ReadRatings,
    ReadReadyAnswers,
    ReadRecord,
)
from core.api.shapes import Among, OnCall, Ready, Record

TITLE = 24
MOST = 90
OWN = frozenset({MINE, HOURS, ABSENCE, RATINGS})
"""What everybody of the desk has; the rest is the administrators'."""


class Pages:
    def __init__(self, ask: Ask, staff: Staff) -> None:
        """`staff` know where whatever has to be said to one of them is whispered."""
        self._ask = ask
        self._staff = staff

    async def view(self, spot: Spot, by: Visitor, say: Speech, *said: Block) -> Block:
        """`said` stands above: what has become of what was asked for. Whoever may not is told kindly."""
        try:
            blocks, seen, record = await self._blocks(spot, by, say)
        except Refusal as refusal:
            if refusal.code is not Code.ROLE or spot.page in OWN:
                raise
            return self.frame(Spot(MINE), by, [note(say("slack-admin-only"))], say)
        return self.frame(spot, by, [*said, *blocks], say, seen, record)

    def frame(
        self, spot: Spot, by: Visitor, blocks: Sequence[Block], say: Speech, seen: str = "",
        record: Record | None = None,
    ) -> Block:  # fmt: skip
        form = any(block["type"] == "input" for block in blocks)
        send = say("slack-admin-save") if spot.page in FORMS else say("slack-home-find")
        submit = {"submit": plain(shorten(send, TITLE))} if form else {}
        return {
            "type": "modal", "callback_id": f"{SEND}{spot.page}" if form else WINDOW,
            "private_metadata": metadata(spot, self._staff.seat(by.external_id), seen, record),
            "title": plain(shorten(say("slack-admin-title", page=spot.page), TITLE)),
            "close": plain(say("slack-modal-close")), **submit, "blocks": [*blocks][:MOST],
        }  # fmt: skip

    async def _blocks(self, spot: Spot, by: Visitor, say: Speech) -> tuple[list[Block], str, Record | None]:
        if spot.page in FORMS:
            form, seen = await self._form(spot, by, say)
            return [*form], seen, None
        if spot.page == RECORD:
            card = await self._ask(ReadRecord(_first(spot), spot.of[1:]), by)
            return [*pages_records.record(card, spot, say)], "", card.record
        return [*await self._page(spot, by, say)], "", None

    async def _page(self, spot: Spot, by: Visitor, say: Speech) -> Iterator[Block]:
        after = spot.after
        match spot.page:
            case page if page == PEOPLE:
                found = await self._ask(ListPeople(spot.find, after or 0), by)
                return pages_people.people(found, spot, say)
            case page if page == PERSON:
                return pages_people.person(await self._ask(ReadPerson(_person(spot)), by), spot, say)
            case page if page == RECORDS:
                lines = await self._ask(FindRecords(_first(spot), spot.find, after or 0), by)
                return pages_records.records(lines, spot, say)
            case page if page == READY:
                return pages_records.ready(await self._ask(ReadReadyAnswers(), by), spot, say)
            case page if page == AUDIT:
                return pages.audit(await self._ask(ReadAudit(after), by), spot, say)
            case page if page == DUTIES:
                await self._ask(ReadAudit(most=1), by)
                return pages.duties(await self._ask(ReadDuties(), by), spot, say)
            case page if page == RATINGS:
                return pages.ratings(await self._ask(ReadRatings(_among(spot), after), by), spot, say)
            case page if page == CHATS:
                gathered = await self._ask(ListGroupChats(after or 0), by)
                return pages_chats.chats(gathered, spot, say)
            case page if page == MINE:
                return pages.mine(await self._ask(ReadHours(_other(spot)), by), spot, say)
            case _:
                await self._ask(ReadAudit(most=1), by)
                return pages.menu(Spot(MENU), say)

    async def _form(self, spot: Spot, by: Visitor, say: Speech) -> tuple[Iterator[Block], str]:
        """With the mark of what it shows."""
        match spot.page:
            case page if page == ADD_PERSON:
                await self._ask(ReadAudit(most=1), by)
                return pages_people.person_form(None, say.words.languages, say), ""
            case page if page in (EDIT_PERSON, ROLE, GROUP):
                card = await self._ask(ReadPerson(_person(spot)), by)
                if page == EDIT_PERSON:
                    return pages_people.person_form(card, card.languages, say), card.mark
                return (pages_people.role_form if page == ROLE else pages_people.group_form)(card, say), ""
            case page if page in (ADD_RECORD, EDIT_RECORD):
                record = await self._ask(ReadRecord(_first(spot), spot.of[1:]), by)
                return pages_records.record_form(record, say), record.mark
            case page if page in (ADD_READY, EDIT_READY):
                found = await self._ask(ReadReadyAnswers(), by)
                one = _ready(found.made, spot) if page == EDIT_READY else None
                return pages_records.ready_form(one, found, say), one.mark if one else ""
            case page if page in (ON_CALL, ROTA):
                await self._ask(ReadAudit(most=1), by)
                duty = _duty(await self._ask(ReadDuties(), by), spot)
                return (pages.on_call_form if page == ON_CALL else pages.rota_form)(duty, say), ""
            case page if page == CHAT:
                (chat,) = await self._ask(ListGroupChats(only=_row(spot)), by)
                return pages_chats.chat_form(chat, say), ""
            case page:
                hours = await self._ask(ReadHours(_other(spot)), by)
                return (pages.hours_form if page == HOURS else pages.absence_form)(hours, say), ""


def _first(spot: Spot) -> str:
    if not spot.of:
        raise Unreadable(spot.page)
    return spot.of[0]


def _row(spot: Spot) -> int:
    if not _first(spot).isdecimal():
        raise Unreadable(spot.page)
    return int(_first(spot))


def _person(spot: Spot) -> PersonId:
    return PersonId(_row(spot))


def _other(spot: Spot) -> PersonId | None:
    return _person(spot) if spot.of else None


def _among(spot: Spot) -> Among:
    return Among(spot.of[0]) if spot.of and spot.of[0] in {one.value for one in Among} else Among.UNSEEN


def _ready(found: Sequence[Ready], spot: Spot) -> Ready:
    one = next((one for one in found if str(one.id) == _first(spot)), None)
    if one is None:
        raise Refusal(Code.MISSING)
    return one


def _duty(found: tuple[OnCall, ...], spot: Spot) -> OnCall:
    one = next((one for one in found if one.group.id == _first(spot)), None)
    if one is None:
        raise Refusal(Code.MISSING)
    return one
