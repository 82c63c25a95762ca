"""aiogram's view of a dialogue. It only buffers: the turn's unit persists it (agreement 4)."""

from collections.abc import Mapping
from typing import Any

from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey

from bots.telegram.turn import Turn


class TurnStorage(BaseStorage):
    """Holds the turns under way, by chat. One chat has one turn at a time, since its rows are worked off in order."""

    def __init__(self) -> None:
        self._turns: dict[int, Turn] = {}

    def begin(self, chat: int, turn: Turn) -> None:
        self._turns[chat] = turn

    def end(self, chat: int) -> None:
        self._turns.pop(chat, None)

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        name = state.state if isinstance(state, State) else state
        if turn := self._turns.get(key.chat_id):
            turn.move(name, **turn.data)

    async def get_state(self, key: StorageKey) -> str | None:
        turn = self._turns.get(key.chat_id)
        return turn.state if turn else None

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        if turn := self._turns.get(key.chat_id):
            turn.move(turn.state, **data)

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        turn = self._turns.get(key.chat_id)
        return dict(turn.data) if turn else {}

    async def close(self) -> None:
        self._turns.clear()
