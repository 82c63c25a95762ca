"""One input, from the journalled row to its settlement: the dialogue moves only together with what it caused."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bots.links import Links
from bots.telegram.draw import Content, Drawn
from bots.telegram.heard import Heard
from bots.telegram.steps import Data, Steps
from core.api.commands import Desk
from core.api.errors import Refusal
from core.api.kinds import Command, Dialogue, Door, Outcome, Prompt, Settle, Settlement, System, Visitor
from core.api.ports import Claimed
from core.api.queries import Ask
from core.api.shapes import Label, Situation

ONLY_BUTTONS = frozenset({"buttons", "bare"})
"""Screens that change a message which is there already."""
BOARDS = frozenset({
    "welcome", "help", "list", "found", "language", "ticket", "files", "story", "observers", "notices", "noted", "done",
    "rated", "worded", "registration", "settings", "sure",
})  # fmt: skip
"""Screens whose buttons wait for a press, whatever the step under way is; they can be typed, too."""


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
    draw: Callable[[Content], Awaitable[Drawn]]
    links: Links | None = None
    steps: Steps = field(default_factory=Steps)
    topic: str | None = None
    """In which topic of the chat it was said or pressed; what is shown stands there too."""
    place: str = ""
    """The group chat that it was said in, if it was one; what is shown stands there."""
    called: str | None = None
    """What they are called in Telegram."""
    nouns: tuple[str, ...] = ()
    """What the desk calls its tickets."""
    topical: bool = False
    """Whether the bot keeps each ticket in a topic of its own."""
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

    @property
    def in_own_topic(self) -> bool:
        """Whether it is a topic that the person has made themselves, and no ticket's yet."""
        known = self.situation.here is not None or self.situation.astray
        return self.topical and self.topic is not None and not known

    def move(self, state: str | None, **data: Any) -> None:
        """Where the dialogue stands from here on; what this step knew before is replaced."""
        self._open()
        self.steps.move(state, data)

    def show(self, screen: str, *, edit: int | None = None, once: str = "", **values: Any) -> None:
        """Lines up a screen, drawn when it is sent. `edit` names the message that it takes the place of; what is to be
        said `once` is said so only the first time, ever.
        """
        self._open()
        if screen in ONLY_BUTTONS and edit is None:
            return
        if screen in BOARDS:
            self.steps.board = {"screen": screen, **values, "at": self.situation.now}
        place = {"topic": self.topic} if self.topic else {}
        content: Mapping[str, Any] = {"screen": screen, "edit": edit, **values, **place}
        dedupe = once or f"{self.key}:{len(self._prompts)}"
        about, file = values.get("ticket"), values.get("file")
        address = self.place or self.visitor.external_id
        self._prompts.append(Prompt(Door.TELEGRAM, address, content, dedupe, about, file))

    async def do(self, command: Command, *, house: bool = False) -> Outcome:
        """The command, and with it all that was lined up. Raises Refusal, with nothing committed.

        `house`: the door itself has seen it, and it is nobody's wish.
        """
        self._open()
        key = self.key if self._deeds == 0 else f"{self.key}:{self._deeds}"
        self._deeds += 1
        actor = System("telegram") if house else self.visitor
        outcome = await self.desk(command, actor, key, settle=self._settlement())
        self.settled = True
        return outcome

    async def attempt(self, command: Command, *, quiet: bool = False) -> Outcome | None:
        """Like `do`, but a refusal is said to the person, or not at all, and the dialogue stays where it was."""
        try:
            return await self.do(command)
        except Refusal as refusal:
            self.turn_back(None if quiet else refusal)
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
        if self.place:
            await self.desk(Settle(), System("telegram"), settle=self._settlement())
            self.settled = True
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
