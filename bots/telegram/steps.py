"""Where a person stands in the dialogue: one step is under way, others were set aside for it and come back (X1)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from core.api.kinds import Dialogue

Data = dict[str, Any]
ASIDE, LAST, BOARD, FLEETING, CURRENT = "aside", "last", "board", "fleeting", "current"


@dataclass(slots=True)
class Steps:
    """All of it lies in the row of the dialogue, so a restart changes nothing.

    `aside` holds pairs of a state and its data, the one to come back first at the end. `last` is what was passed on
    just now in several parts: an album may go on, and an edit of one part concerns the whole. `board` is what was shown
    last with buttons that belong to no step. What is `fleeting` is not worth coming back to.
    """

    state: str | None = None
    data: Data = field(default_factory=dict)
    aside: list[tuple[str, Data]] = field(default_factory=list)
    last: Data | None = None
    current: Data | None = None
    """The ticket that words are for until further notice, and until when."""
    board: Data | None = None

    @classmethod
    def read(cls, dialogue: Dialogue) -> "Steps":
        data = dict(dialogue.data)
        aside = [(state, dict(known)) for state, known in data.pop(ASIDE, ())]
        last, board, current = data.pop(LAST, None), data.pop(BOARD, None), data.pop(CURRENT, None)
        return cls(dialogue.state, last=last, board=board, current=current, aside=aside, data=data)

    def written(self) -> tuple[str | None, Data]:
        """State and data of the row. Nothing rests while something is set aside."""
        if self.state is None:
            self.back()
        more: Data = {ASIDE: [[state, data] for state, data in self.aside]} if self.aside else {}
        last: Data = {LAST: self.last} if self.last else {}
        board: Data = {BOARD: self.board} if self.board else {}
        current: Data = {CURRENT: self.current} if self.current else {}
        return self.state, {**self.data, **more, **last, **board, **current}

    def move(self, state: str | None, data: Data) -> None:
        self.state, self.data = state, data

    def set_aside(self) -> None:
        if self.state is not None and not self.data.get(FLEETING):
            self.aside.append((self.state, self.data))
        self.move(None, {})

    def back(self) -> bool:
        """What is under way ends, and what was set aside last is under way again; says whether anything was."""
        self.move(*self.aside.pop() if self.aside else (None, {}))
        return self.state is not None

    def recall(self, wanted: Callable[[str, Data], bool]) -> bool:
        """Makes a wanted step the one under way; what was under way is set aside for it."""
        if self.state is not None and wanted(self.state, self.data):
            return True
        for at in reversed(range(len(self.aside))):
            if wanted(*self.aside[at]):
                found = self.aside.pop(at)
                self.set_aside()
                self.move(*found)
                return True
        return False

    def forget(self, unwanted: Callable[[str, Data], bool]) -> None:
        """Steps that hold no words, and are of no use any more."""
        if self.state is not None and unwanted(self.state, self.data):
            self.move(None, {})
        self.aside = [step for step in self.aside if not unwanted(*step)]
