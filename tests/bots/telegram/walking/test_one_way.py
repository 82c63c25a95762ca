"""Every flow of every desk by words alone, and, where no words are wanted, by presses alone (X1)."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from core.errors import Refusal
from core.kinds import TicketId
from core.profile.load import load
from core.profile.schema import Profile
from core.profile.states import Kind
from core.tickets.commands import AddComment, MoveStatus
from tests.bots.telegram.walking.air import House, Shown
from tests.bots.telegram.walking.guest import Guest
from tests.bots.telegram.walking.life import AGENT, furnish, let_in
from tests.conftest import PROFILES

pytestmark = pytest.mark.asyncio(loop_scope="session")

DESKS = ("itsm", "field-service", "software", "telecom", "web-studio")
ABOUT_ME = ("Петров", "Иван", "Сергеевич", "Инженер", "ivan@example.org", "+7 495 123-45-67")
ON = ("g1:send:", "g1:type:", "g1:pick:", "g1:pass:", "g1:skip:")
MOST = 40


@dataclass
class Hand:
    """Does the same by typing the label of a button as by pressing it."""

    guest: Guest
    typed: bool

    async def on(self, *prefixes: str) -> bool:
        """The first such button of the newest message that has any; says whether there was one."""
        shown = self._newest()
        for prefix in prefixes:
            for label, data in shown.buttons:
                if data.startswith(prefix):
                    await self._do(shown, label, data)
                    return True
        return False

    async def must(self, *prefixes: str) -> str:
        """One after the other. Nobody is told that a button is out of date."""
        for prefix in prefixes:
            assert await self.on(prefix), (prefix, self._newest())
            assert self.guest.last.text != self.guest.word("tg-old-button"), prefix
        return self.guest.last.text

    async def home(self) -> None:
        await self.must("g1:home")
        assert any(data.startswith("g1:new") for _, data in self._newest().buttons), self._newest()

    def offers(self, prefix: str) -> list[str]:
        return [data for _, data in self._newest().buttons if data.startswith(prefix)]

    async def _do(self, shown: Shown, label: str, data: str) -> None:
        if self.typed:
            await self.guest.say(label)
            assert label not in await self.guest.bodies(), f"{label!r} became words of a ticket"
        else:
            await self.guest.tap(shown, data)

    def _newest(self) -> Shown:
        return next(one for one in reversed(self.guest.shown) if one.buttons)


@pytest.fixture(params=DESKS)
def profile(request: pytest.FixtureRequest) -> Profile:
    return load(PROFILES / f"{request.param}.toml")


@pytest.fixture(params=["typed", "pressed"])
def hand(request: pytest.FixtureRequest, guest: Guest) -> Hand:
    return Hand(guest, request.param == "typed")


async def test_every_flow_is_done_in_one_way(hand: Hand, guest: Guest, found: House) -> None:
    await furnish(found)
    await arrives(hand, guest, found)
    await opens(hand, guest, found)
    await reads(hand, guest)
    await answers(hand, guest, found)
    await own_buttons(hand, guest, found)
    await after_the_work(hand, guest, found)
    await settings(hand, guest, found)
    if hand.typed:
        payloads = await found.rows("SELECT payload FROM inbox")
        assert not [one for one in payloads if "callback_query" in str(one.payload)]


async def arrives(hand: Hand, guest: Guest, found: House) -> None:
    """Who has to say who they are does so, and is let in (A5)."""
    await guest.say("/start")
    if hand.offers("g1:new"):
        await let_in(found, guest.id)
        return
    await hand.on("g1:reg:0:start")
    for said in ABOUT_ME:
        await guest.say(said)
    send = next(data for data in hand.offers("g1:reg:") if data.endswith(":send"))
    await hand.must(send)
    assert guest.word("tg-reg-waiting") in "\n".join(one.text for one in guest.shown)
    await let_in(found, guest.id)


async def opens(hand: Hand, guest: Guest, found: House) -> None:
    """Through the whole form; back, an answer of the summary said again, and what is optional passed over."""
    await guest.say("/new")
    went_back = edited = False
    for _ in range(MOST):
        if await found.rows("SELECT 1 FROM tickets"):
            break
        if not went_back and hand.offers("g1:back:") and hand.offers("g1:pick:"):
            went_back = await hand.on("g1:back:")
        elif not edited and hand.offers("g1:send:") and hand.offers("g1:edit:"):
            edited = await hand.on("g1:edit:")
            await hand.must("g1:same:")
        elif not await hand.on(*ON):
            await guest.say("31.10.2026" if "31.12.2026" in guest.last.text else "12")
    assert await found.rows("SELECT 1 FROM tickets"), guest.last
    assert not [one for one in await found.rows("SELECT state FROM dialogues") if one.state]


async def reads(hand: Hand, guest: Guest) -> None:
    """The list with its filters, the ticket, its history, who else hears of it; and home from each."""
    await guest.say("/tickets")
    for which in ("closed", "open"):
        if hand.offers(f"g1:list:0:{which}"):
            await hand.must(f"g1:list:0:{which}")
    await hand.must("g1:ticket:")
    await hand.must("g1:story:")
    await hand.home()
    await guest.say("/tickets")
    await hand.must("g1:ticket:")
    if hand.offers("g1:observers:"):
        await hand.must("g1:observers:", "g1:observe:")
        await guest.say("boss@farm.example")
        await hand.must("g1:unobserve:")
    await hand.home()


async def answers(hand: Hand, guest: Guest, found: House) -> None:
    """To what an agent has just said, words alone are the answer: no label of an older screen is meant by them."""
    ticket = await newest(found)
    await found.desk(AddComment(ticket, "Что на экране?"), AGENT, "asks")
    await found.calm(guest.id)
    if not hand.typed:
        await hand.must("g1:answer:")
    await guest.say("Ошибка 5")
    assert "Ошибка 5" in await guest.bodies()
    await guest.say("/tickets")
    await hand.must("g1:ticket:")
    if hand.offers("g1:current:"):
        await hand.must("g1:current:", "g1:askagain:")
    await guest.say("/tickets")
    await hand.must("g1:ticket:", "g1:answer:")
    await hand.must("g1:stop:")


async def own_buttons(hand: Hand, guest: Guest, found: House) -> None:
    """Those that the desk offers on an open ticket: mute, unmute, escalate with a reason and a text."""
    await guest.say("/tickets")
    await hand.must("g1:ticket:")
    for verb in ("mute", "unmute"):
        if hand.offers(f"v1:{verb}:"):
            await hand.must(f"v1:{verb}:")
    if hand.offers("v1:escalate:"):
        await hand.must("v1:escalate:")
        reasons = [data for data in hand.offers("v1:escalate:") if data.count(":") > 2 and not data.endswith(":")]
        await hand.must(reasons[0])
        await guest.say("Ждём третий день")
        assert await found.rows("SELECT 1 FROM events WHERE kind LIKE '%scalated%'")


async def after_the_work(hand: Hand, guest: Guest, found: House) -> None:
    """Resolved by the desk: a grade where it asks for one, back to work where it may be, or a choice."""
    await resolved(found, guest, await newest(found))
    await guest.say("/tickets")
    await hand.must("g1:list:0:") if not hand.offers("g1:ticket:") else None
    await hand.must("g1:ticket:")
    if hand.offers("v1:rate:"):
        await hand.must("v1:rate:")
        if hand.offers("g1:word:"):
            await hand.must("g1:word:")
            await guest.say("Быстро помогли")
        assert (await found.rows("SELECT grade FROM tickets ORDER BY id DESC"))[0].grade is not None
    await guest.say("/tickets")
    await hand.must("g1:ticket:") if hand.offers("g1:ticket:") else None
    if hand.offers("v1:return:"):
        await hand.must("v1:return:")


async def settings(hand: Hand, guest: Guest, found: House) -> None:
    for wanted in ("g1:set:0:quiet", "g1:set:0:digest", "g1:set:0:phone", "g1:set:0:export"):
        await guest.say("/settings")
        if hand.offers(wanted):
            await hand.must(wanted)
            await hand.on("g1:set:0:q0", "g1:set:0:d0", "g1:stop:")
    await guest.say("/settings")
    if hand.offers("g1:notices"):
        await hand.must("g1:notices")
        if hand.offers("g1:address"):
            await hand.must("g1:address", "g1:stop:")
    await guest.say("/settings")
    await hand.must("g1:speak")
    await hand.must(f"g1:language:0:{guest.language}")
    await guest.say("/settings")
    await hand.must("g1:set:0:forget")
    await guest.say("да" if guest.language == "ru" else "yes", "удалить" if guest.language == "ru" else "delete")
    assert guest.word("tg-forgotten") in "\n".join(one.text for one in guest.shown)
    assert not await found.rows("SELECT 1 FROM identities WHERE external_id = :who", who=str(guest.id))


async def newest(found: House) -> TicketId:
    return TicketId((await found.rows("SELECT max(id) AS id FROM tickets"))[0].id)


async def resolved(found: House, guest: Guest, ticket: TicketId) -> None:
    """By the shortest way that the desk lets an agent go; what it demands then is not what is tried here."""
    [row] = await found.rows("SELECT status, workflow_rev FROM tickets WHERE id = :id", id=ticket)
    way = next(iter(_ways(found.profile, row.status)))
    for n, to in enumerate(way):
        until = found.hop.clock.now() + 10**12 if found.profile.status(to).asks_until else None
        try:
            await found.desk(MoveStatus(ticket, to, row.workflow_rev + n, "Готово", until), AGENT, f"way:{n}")
        except Refusal:
            await found.write("UPDATE tickets SET status = :to WHERE id = :id", to=way[-1], id=ticket)
            break
    await found.calm(guest.id)


def _ways(profile: Profile, since: str) -> Iterator[list[str]]:
    ways, seen = [[since]], {since}
    while ways:
        way = ways.pop(0)
        if profile.status(way[-1]).kind is Kind.RESOLVED:
            yield way[1:]
        for move in profile.moves:
            if way[-1] in move.sources and move.to not in seen:
                seen.add(move.to)
                ways.append([*way, move.to])
