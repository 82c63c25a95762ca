"""More of the load: what desk D lets its customers do (D3, D4, D7, D8, X4, X9)."""

import asyncio
import re
from collections.abc import Iterator

from tests.faults.rig.customers import PATIENCE, Actor, Play
from tests.faults.rig.phrases import BAD_REASONS, GAP, GOOD_REASONS, beginning, button, ending, phrase
from tests.faults.rig.plays import RECEIPT, RESOLVE, presses, walks, writes
from tests.standins.telegram import Json

MUTE, UNMUTE, ESCALATE = button("mute"), button("unmute"), button("escalate")
REASON_ASKED, TEXT_ASKED = ending("tg-reason-ask", number=GAP), ending("tg-grievance-ask", number=GAP)
CHOICE, GOES_ON, CLOSE = ending("tg-choice", number=GAP), phrase("tg-choice-return"), phrase("tg-choice-close")
CLOSED, FOLLOW = phrase("tg-which-closed"), beginning("tg-which-follow", number=GAP)
NO_MAIL, ADD, ADDRESS_ASKED = phrase("tg-mail-none"), phrase("tg-mail-add"), phrase("tg-mail-ask")
CODE_SENT, CONFIRMED = ending("tg-code-ask", email=GAP), phrase("tg-mail-confirmed")
MOST_ADDRESSES = 5


async def corrects(actor: Actor) -> None:
    """Says something, and then says it better: sometimes at once, sometimes when it has gone its way."""
    word = await actor.says("Не работат: ")
    for _ in range(actor.dice.choice((1, 1, 2))):
        await asyncio.sleep(actor.dice.choice((0, 0, 0.5, 1.5)))
        await actor.edits(word, "Не работает: ")


async def shows(actor: Actor) -> None:
    await actor.sends(actor.dice.choice((2, 3)), "Вот журналы: ")


async def mutes(actor: Actor) -> None:
    """Wants to hear no more of something, and mostly changes their mind."""
    receipt = await actor.sees(RECEIPT)
    if await actor.presses(receipt, MUTE) and actor.dice.random() < 0.85:
        await asyncio.sleep(actor.dice.uniform(0, 1.5))
        await actor.waits_to_press(receipt, UNMUTE)


async def escalates(actor: Actor) -> None:
    """Picks a reason, now and then one that does not count, and says what is wrong."""
    receipt, since = await actor.sees(RECEIPT), await actor.now()
    if not await actor.presses(receipt, ESCALATE):
        return
    asked = await actor.sees(REASON_ASKED, since)
    if actor.dice.random() < 0.3:
        since = await actor.now()
        await actor.presses(asked, BAD_REASONS[0])
        asked = await actor.sees(REASON_ASKED, since)
    if await actor.presses(asked, actor.dice.choice(GOOD_REASONS)):
        await actor.sees(TEXT_ASKED, since)
    await actor.says("Теряем клиентов: ")


async def returns(actor: Actor) -> None:
    """Calls it solved, writes again, says how it goes on; and writes even when it is closed for good."""
    receipt = await actor.sees(RECEIPT)
    if receipt is None or not await actor.presses(receipt, RESOLVE):
        return
    since = await actor.now()
    await actor.says("Нет, всё ещё не так: ", reply_to=receipt["message_id"])
    choice = await actor.sees(CHOICE, since)
    if await actor.presses(choice, actor.dice.choice((GOES_ON, CLOSE, CLOSE))):
        since = await actor.now()
        await actor.says("И снова: ", reply_to=receipt["message_id"])
        asked = await actor.sees(CLOSED, since)
        await actor.presses(asked, next(labelled(asked, FOLLOW), FOLLOW))


async def confirms(actor: Actor) -> None:
    """Gives a mail address, and proves it with the code that is mailed there. Who is not asked tries another time."""
    mine, address = actor.ledger.confirmed, f"{actor.customer.id}.{actor.dice.randrange(1000)}@example.org"
    begun = await actor.customer.say("/notices")
    if actor.customer.id in mine or not await actor.presses(await actor.sees(NO_MAIL, begun["message_id"]), ADD):
        return
    if await actor.sees(ADDRESS_ASKED, begun["message_id"]) is None:
        return
    said = await actor.customer.say(address)
    await actor.sees(CODE_SENT, said["message_id"])
    if code := await _mailed(actor, address):
        said = await actor.customer.say(code)
        if await actor.sees(CONFIRMED, said["message_id"]):
            mine[actor.customer.id] = address


async def leaves(actor: Actor) -> None:
    """Blocks the bot for a while: what they are told meanwhile goes by mail (X4)."""
    await actor.customer.blocks()
    await asyncio.sleep(actor.dice.uniform(0.5, 2.0))
    await actor.customer.unblocks()
    await actor.says("Я снова здесь: ")


async def _mailed(actor: Actor, address: str) -> str | None:
    try:
        letter = await actor.mail.box(address).gets(timeout=PATIENCE)
    except AssertionError:
        return None
    found = re.search(r"\b\d{6}\b", letter.subject)
    return found.group() if found else None


def labelled(message: Json | None, start: str) -> Iterator[str]:
    rows = message["buttons"] if message else []
    return (one["text"] for row in rows for one in row if one["text"].startswith(start))


REPERTOIRES: tuple[tuple[Play, ...], ...] = (
    (writes, corrects, mutes, shows, returns, leaves),
    (confirms, walks, escalates, corrects),
    (presses, returns, shows),
    (writes, returns, escalates, mutes, leaves),
)
