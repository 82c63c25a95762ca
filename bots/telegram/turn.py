"""One input, from the journalled row to its settlement: the dialogue moves only together with what it caused."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bots.telegram.heard import Heard
from core.api.commands import Desk
from core.api.errors import Refusal
from core.api.kinds import Command, Dialogue, Door, Outcome, Prompt, Settle, Settlement, System, Visitor
from core.api.ports import Claimed
from core.api.queries import Ask
from core.api.shapes import Situation


@dataclass(slots=True)
class Turn:
    """Handlers move the dialogue and line up screens first; `do` then commits all of it with the command.

    A refusal leaves the row open, so that the handler can say why and `finish` settles it. After the row is settled
    nothing can be added: that is a defect, and raises.
    """

    row: Claimed
    visitor: Visitor
    situation: Situation
    desk: Desk
    ask: Ask
    key: str
    state: str | None = None
    data: dict[str, Any] = field(default_factory=dict)
    toast: tuple[str, dict[str, Any]] | Refusal | None = None
    settled: bool = False
    _prompts: list[Prompt] = field(default_factory=list)
    _deeds: int = 0

    @property
    def language(self) -> str:
        return self.situation.me.language

    @property
    def waiting(self) -> list[dict[str, Any]]:
        """Words and files that have no place yet, whatever the dialogue is about."""
        return list(self.data.get("kept", ()))

    def move(self, state: str | None, **data: Any) -> None:
        """Where the dialogue stands from here on; what it knew before is replaced."""
        self._open()
        self.state, self.data = state, data

    def rest(self, said: Heard | None = None, ticket: int = 0) -> None:
        """The dialogue is over; only the way of an album is remembered, since its files come one by one."""
        album = {"album": said.album, "ticket": ticket} if said and said.album else {}
        self.move(None, **album)

    def show(self, screen: str, *, edit: int | None = None, **values: Any) -> None:
        """Lines up a screen, drawn when it is sent. `edit` names the message that it takes the place of."""
        self._open()
        content: Mapping[str, Any] = {"screen": screen, "edit": edit, **values}
        dedupe = f"{self.key}:{len(self._prompts)}"
        self._prompts.append(Prompt(Door.TELEGRAM, self.visitor.external_id, content, dedupe))

    async def do(self, command: Command) -> Outcome:
        """The command, and with it all that was lined up. Raises Refusal, with nothing committed."""
        self._open()
        key = self.key if self._deeds == 0 else f"{self.key}:{self._deeds}"
        self._deeds += 1
        outcome = await self.desk(command, self.visitor, key, settle=self._settlement())
        self.settled = True
        return outcome

    async def attempt(self, command: Command) -> Outcome | None:
        """Like `do`, but a refusal is said to the person, and the dialogue stays where it was."""
        try:
            return await self.do(command)
        except Refusal as refusal:
            self.turn_back(refusal)
            return None

    def turn_back(self, refusal: Refusal | None = None) -> None:
        """To where the dialogue stood, without the screens that spoke of what was refused."""
        before = self.situation.dialogue
        self.take_back()
        self.move(before.state, **before.data)
        if refusal is not None:
            self.refuse(refusal)

    def take_back(self) -> None:
        self._prompts.clear()

    def unheard(self, said: Heard) -> None:
        """Says that a message cannot be passed on, unless it only tells of the chat itself."""
        if not said.service:
            self.show("say", text="tg-unsupported")

    def refuse(self, refusal: Refusal) -> None:
        self.show("refused", code=refusal.code.value, params=dict(refusal.params))

    def say(self, text: str, **values: Any) -> None:
        """A line for the pressed button's toast: direct, and no loss if it comes too late."""
        self.toast = (text, values)

    async def finish(self) -> None:
        """Settles a row that no command has settled."""
        if self.settled:
            return
        try:
            await self.desk(Settle(), self.visitor, settle=self._settlement())
        except Refusal:
            self.take_back()
            await self.desk(Settle(), System("telegram"), settle=self._settlement())
        self.settled = True

    def _settlement(self) -> Settlement:
        before = self.situation.dialogue
        moved = (self.state, self.data) != (before.state, dict(before.data))
        dialogue = Dialogue(before.key, self.state, dict(self.data)) if moved else None
        return Settlement(self.row.id, self.row.lease, dialogue, tuple(self._prompts))

    def _open(self) -> None:
        if self.settled:
            raise RuntimeError("the row is settled: a later change would not be part of its unit")
