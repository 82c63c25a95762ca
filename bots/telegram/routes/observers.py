"""What is pressed about those in copy of a ticket (A4)."""

from collections.abc import Awaitable, Callable, Mapping

from bots.telegram.routes import observing
from bots.telegram.routes.verbs import Query, place
from bots.telegram.turn import Turn
from bots.telegram.wire import Go


async def _observers(turn: Turn, go: Go, query: Query) -> None:
    turn.show("observers", edit=place(query), ticket=go.id)


async def _observe(turn: Turn, go: Go, query: Query) -> None:
    observing.ask_address(turn, go.id)


async def _unobserve(turn: Turn, go: Go, query: Query) -> None:
    await observing.drop(turn, go.id, go.before, place(query))


async def _observe_pick(turn: Turn, go: Go, query: Query) -> None:
    observing.pick(turn, go.id)


async def _observe_link(turn: Turn, go: Go, query: Query) -> None:
    await observing.link(turn, go.id)


async def _observe_yes(turn: Turn, go: Go, query: Query) -> None:
    await observing.confirmed(turn, go.id, go.before)


async def _unfollow(turn: Turn, go: Go, query: Query) -> None:
    await observing.leave(turn, go.id, place(query))


BUTTONS: Mapping[str, Callable[[Turn, Go, Query], Awaitable[None]]] = {
    "observers": _observers, "observe": _observe, "unobserve": _unobserve, "observe-pick": _observe_pick,
    "observe-link": _observe_link, "observe-yes": _observe_yes, "unfollow": _unfollow,
}  # fmt: skip
