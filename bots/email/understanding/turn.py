"""One letter, from its claimed row to its settlement: everything that it causes is committed with it (agreement 4)."""

from typing import Any

import structlog

from core.api.commands import Desk, PutOff, awaiting
from core.api.errors import Refusal
from core.api.kinds import Actor, Command, Door, Outcome, Prompt, Settle, Settlement, System, TicketId
from core.api.ports import Claimed

log = structlog.get_logger("mail")
HOUSE = System("mail")
OPENED, COMMENTED, IGNORED, REJECTED, REGISTRATION = "opened", "commented", "ignored", "rejected", "registration"
SPAM = "spam"
"""What can become of a letter."""


class Turn:
    """`do` is the last step or raises Refusal, and then another may follow: its key is the letter's with a number."""

    def __init__(self, desk: Desk, claimed: Claimed) -> None:
        self.claimed = claimed
        self.key = f"mail:{claimed.external_id}"
        self._desk = desk
        self._deeds = 0
        self._prompts: list[Prompt] = []

    def answer(self, address: str, content: dict[str, Any], ticket: TicketId | None = None) -> None:
        """Lines up a letter of the desk's own; the core brakes it (faults C5, G1)."""
        dedupe = f"{self.key}:{len(self._prompts)}"
        self._prompts.append(Prompt(Door.MAIL, address, content, dedupe, ticket, automatic=True))

    async def do(self, command: Command, actor: Actor, verdict: str, reason: str = "") -> Outcome:
        """`verdict` is what has become of the letter if it is done, as `zayavka mail deliver` prints it."""
        key = self.key if self._deeds == 0 else f"{self.key}:{self._deeds}"
        self._deeds += 1
        return await self._desk(command, actor, key, settle=self._left(verdict, reason))

    async def ignore(self, reason: str) -> None:
        """Understood, and nothing is to come of it."""
        log.info("a letter of which nothing comes", row=self.claimed.id, reason=reason)
        await self._desk(Settle(), HOUSE, settle=self._left(IGNORED, reason))

    async def put_off(self, address: str) -> None:
        """Set aside until its sender is let in (A5). Raises Refusal where they are by now: then nothing is lined up."""
        log.info("a letter waits for its sender to be let in", row=self.claimed.id)
        try:
            await self._desk(PutOff(address), HOUSE, settle=self._left(REGISTRATION, aside=awaiting(address)))
        except Refusal:
            self._prompts.clear()
            raise

    async def set_aside(self, reason: str, verdict: str = REJECTED) -> None:
        """Nothing could come of it: `zayavka inbox` shows it, and can have it tried again."""
        log.warning("a letter is set aside", row=self.claimed.id, reason=reason)
        await self._desk(Settle(), HOUSE, settle=self._left(verdict, aside=reason))

    def _left(self, verdict: str, reason: str = "", aside: str | None = None) -> Settlement:
        return Settlement(
            self.claimed.id, self.claimed.lease, prompts=tuple(self._prompts), aside=aside, verdict=verdict,
            spam=SPAM, reason=reason, again=self.claimed.failed is not None,
        )  # fmt: skip
