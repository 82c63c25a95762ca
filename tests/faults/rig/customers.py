"""The load from Telegram: customers who write, walk through /new, and press."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress

from tests.faults.rig.ledger import Ledger, Way
from tests.faults.rig.phrases import BEST, TYPES, phrase
from tests.standins.telegram import ControlError, Customer, Json

PATIENCE = 6.0
TYPES_ASKED, SUBJECT_ASKED, BODY_ASKED = phrase("tg-type-ask"), phrase("tg-subject-ask"), phrase("tg-body-ask")
RECEIPT, WHICH, RATE = phrase("tg-receipt-next"), phrase("tg-which"), phrase("tg-rate-ask")
SKIP, RESOLVE, OPEN, NEW = phrase("tg-skip"), phrase("tg-resolve"), phrase("tg-open"), phrase("tg-which-new")

Play = Callable[["Actor"], Awaitable[None]]


class Actor:
    """One customer. What they do next depends on the dice and on what they see, never on what the product knows."""

    def __init__(self, customer: Customer, ledger: Ledger, dice: random.Random) -> None:
        self.customer = customer
        self.ledger = ledger
        self.dice = dice

    async def perform(self, play: Play) -> None:
        while True:
            await play(self)
            await asyncio.sleep(self.dice.uniform(0.05, 0.6))

    async def says(self, before: str = "", after: str = "") -> None:
        """A text with a token of its own."""
        word = self.ledger.word(self.customer.id, Way.TEXT)
        told = await self.customer.say(f"{before}{word.token}{after}")
        word.update = told["update_id"]

    async def sees(self, text: str, after: int = 0) -> Json | None:
        try:
            return await self.customer.sees(text, timeout=PATIENCE, after=after)
        except AssertionError:
            return None

    async def presses(self, message: Json | None, text: str) -> bool:
        """On a message that is still there and still has the button."""
        if message is None:
            return False
        try:
            await self.customer.press(text, message=message["message_id"])
        except (ControlError, AssertionError):
            return False
        self.ledger.pressed(text)
        return True

    async def answers(self, text: str) -> None:
        """Presses the newest button of that name, if there is one."""
        with suppress(ControlError, AssertionError):
            await self.customer.press(text)
            self.ledger.pressed(text)


async def writes(actor: Actor) -> None:
    """Whatever comes to mind, in one line or in several, sometimes two at once; asked where to, says: a new one."""
    if actor.dice.random() < 0.4:
        await actor.answers(NEW)
    for _ in range(actor.dice.choice((1, 1, 2))):
        await actor.says("Опять не работает: ", actor.dice.choice(("", "\nИ ещё свет мигает.", " — сделайте!")))


async def walks(actor: Actor) -> None:
    """A ticket step by step; whoever is not asked in time goes on anyway."""
    begun = await actor.customer.say("/new")
    asked = await actor.sees(TYPES_ASKED, begun["message_id"]) if actor.dice.random() < 0.7 else None
    if await actor.presses(asked, actor.dice.choice(TYPES)):
        await actor.sees(SUBJECT_ASKED, begun["message_id"])
    await actor.says("Тема ")
    asked = await actor.sees(BODY_ASKED, begun["message_id"]) if actor.dice.random() < 0.5 else None
    if asked is None or not await actor.presses(asked, SKIP):
        await actor.says("Подробности: ")


async def presses(actor: Actor) -> None:
    """Writes, takes the receipt, decides about the ticket, perhaps twice, and looks round."""
    begun = await actor.customer.say("/tickets")
    await actor.says("Срочно: ")
    receipt = await actor.sees(RECEIPT)
    for _ in range(actor.dice.choice((1, 2))):
        await actor.presses(receipt, RESOLVE)
    await actor.presses(await actor.sees(RATE, begun["message_id"]), BEST)
    await actor.presses(receipt, OPEN)
    await actor.says("И вот ещё: ")
    which = await actor.sees(WHICH, begun["message_id"])
    await actor.presses(which, NEW)


PLAYS: tuple[Play, ...] = (writes, walks, presses, writes)
