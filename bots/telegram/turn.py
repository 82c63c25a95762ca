"""One input, from the journalled row to its settlement: the dialogue moves only together with what it caused."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bots.telegram.heard import Heard
from bots.telegram.steps import Data, Steps
from core.api.commands import Desk
from core.api.errors import Refusal
from core.api.kinds import Command, Dialogue, Door, Outcome, Prompt, Settle, Settlement, System, Visitor
from core.api.ports import Claimed
from core.api.queries import Ask
from core.api.shapes import Label, Situation


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
    steps: Steps = field(default_factory=Steps)
    toast: tuple[str, dict[str, Any]] | Label | Refusal | None = None
    settled: bool = False
    _prompts: list[Prompt] = field(default_factory=list)
    _deeds: int = 0

    @property
    def language(self) -> str:
        return self.situation.me.language

    @property
    def state(self) -> str | None:
        return self.steps.state

    @property
    def data(self) -> Data:
        return self.steps.data

    @property
    def waiting(self) -> list[dict[str, Any]]:
        """Words and files that have no place yet, whatever the step under way is about."""
        return list(self.data.get("kept", ()))

    def move(self, state: str | None, **data: Any) -> None:
        """Where the dialogue stands from here on; what this step knew before is replaced."""
        self._open()
        self.steps.move(state, data)

    def show(self, screen: str, *, edit: int | None = None, **values: Any) -> None:
        """Lines up a screen, drawn when it is sent. `edit` names the message that it takes the place of."""
        self._open()
        content: Mapping[str, Any] = {"screen": screen, "edit": edit, **values}
        dedupe = f"{self.key}:{len(self._prompts)}"
        about = values.get("ticket")
        self._prompts.append(Prompt(Door.TELEGRAM, self.visitor.external_id, content, dedupe, about))

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
        self._open()
        self.take_back()
        self.steps = Steps.read(self.situation.dialogue)
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
        state, data = self.steps.written()
        moved = (state, data) != (before.state, dict(before.data))
        dialogue = Dialogue(before.key, state, data) if moved else None
        return Settlement(self.row.id, self.row.lease, dialogue, tuple(self._prompts))

    def _open(self) -> None:
        if self.settled:
            raise RuntimeError("the row is settled: a later change would not be part of its unit")
