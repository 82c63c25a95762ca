"""A customer at their phone: what they can do, and how long they wait for what they expect to see."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

from tests.faults.rig.ledger import Ledger, Way, Word
from tests.standins.mail import MailStandIn
from tests.standins.telegram import ControlError, Customer, Json, Piece

PATIENCE = 6.0
LOOK = 0.2

Play = Callable[["Actor"], Awaitable[None]]


class Actor:
    """One customer. What they do next depends on the dice and on what they see, never on what the product knows."""

    def __init__(self, customer: Customer, mail: MailStandIn, ledger: Ledger, dice: random.Random) -> None:
        self.customer = customer
        self.mail = mail
        self.ledger = ledger
        self.dice = dice

    async def perform(self, plays: Sequence[Play]) -> None:
        """Each of the plays once, in their order, and then as it comes."""
        first = list(reversed(plays))
        while True:
            await (first.pop() if first else self.dice.choice(plays))(self)
            await asyncio.sleep(self.dice.uniform(0.05, 0.6))

    async def says(self, before: str = "", after: str = "", reply_to: int | None = None) -> Word:
        """A text with a token of its own."""
        word = self.ledger.word(self.customer.id, Way.TEXT)
        told = await self.customer.say(f"{before}{word.token}{after}", reply_to)
        word.update, word.message = told["update_id"], told["message_id"]
        return word

    async def edits(self, word: Word, before: str) -> None:
        word.revision += 1
        await self.customer.edits(word.message, f"{before}{word.written}")

    async def sends(self, files: int, before: str) -> Word:
        """Several files at once, with a word at the first."""
        word = self.ledger.word(self.customer.id, Way.TEXT)
        word.files = files
        captions = [f"{before}{word.token}", *[""] * (files - 1)]
        album = zip(word.names, captions, strict=True)
        told = await self.customer.album([Piece("document", b"log", name, said) for name, said in album])
        word.update, word.message = told[0]["update_id"], told[0]["message_id"]
        return word

    async def now(self) -> int:
        """The newest message of the chat: what is awaited comes after it."""
        chat = await self.customer.chat()
        return int(chat[-1]["message_id"]) if chat else 0

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

    async def waits_to_press(self, message: Json | None, text: str) -> bool:
        """Looks at a message until the button is there."""
        for _ in range(round(PATIENCE / LOOK)):
            if message is None or await self.presses(message, text):
                return message is not None
            await asyncio.sleep(LOOK)
        return False

    async def answers(self, text: str) -> None:
        """Presses the newest button of that name, if there is one."""
        with suppress(ControlError, AssertionError):
            await self.customer.press(text)
            self.ledger.pressed(text)
