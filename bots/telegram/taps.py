"""Double taps: the same button of the same message, pressed again before its first effect was seen."""

from dataclasses import dataclass

from aiogram.types import Update

from core.api.kinds import SECOND, machine

SOON = 3 * SECOND
MOST = 10_000


@dataclass(frozen=True, slots=True)
class Tap:
    message: int
    data: str


class Taps:
    """Remembers the last settled press of each chat. After a restart a double tap is an ordinary press."""

    def __init__(self) -> None:
        self._last: dict[str, tuple[Tap, int]] = {}

    def again(self, conversation: str, update: Update) -> bool:
        tap, last = tap_of(update), self._last.get(conversation)
        return tap is not None and last is not None and last[0] == tap and machine() - last[1] < SOON

    def settled(self, conversation: str, update: Update) -> None:
        """Any other input between two presses makes the second one meant."""
        tap = tap_of(update)
        if tap is None:
            self._last.pop(conversation, None)
            return
        if len(self._last) >= MOST:
            self._last.clear()
        self._last[conversation] = (tap, machine())


def tap_of(update: Update) -> Tap | None:
    query = update.callback_query
    if query is None or query.message is None or query.data is None:
        return None
    return Tap(query.message.message_id, query.data)
