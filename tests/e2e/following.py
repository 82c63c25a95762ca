"""Somebody who follows the bot: presses what is offered first, and writes where words are wanted."""

from typing import Any

from tests.e2e.stage import Stage
from tests.standins.telegram import Customer

MOST = 40
SEND, OFFERED, PASSED = ("g1:send:",), ("g1:type:", "g1:pick:"), ("g1:rest:", "g1:pass:", "g1:skip:")


async def follows(
    stage: Stage, person: Customer, said: str = "Не держится температура", answers: dict[str, str] | None = None
) -> None:
    """Until a ticket is there. `answers` are by a part of the question."""
    for _ in range(MOST):
        if await _opened(stage):
            await stage.quiet()
            return
        last = await _last(person)
        own = next((answer for part, answer in (answers or {}).items() if part in last["text"]), None)
        pressed = None if own else chosen(last["buttons"])
        if pressed is None:
            await person.say(own or _words(last["text"], said))
        else:
            await person.press(data=pressed, message=last["message_id"])
        await stage.until(lambda before=last: _goes_on(stage, person, before), 15)  # type: ignore[misc]
    raise AssertionError(f"no ticket, and the bot says {last['text']!r}")


async def _opened(stage: Stage) -> bool:
    return bool(await stage.one("SELECT count(*) FROM tickets"))


async def _goes_on(stage: Stage, person: Customer, before: dict[str, Any]) -> bool:
    """The bot has said something else since, or said it otherwise."""
    return await _opened(stage) or await _last(person) != before


async def _last(person: Customer) -> dict[str, Any]:
    return [message for message in await person.chat() if message["from"] == "bot"][-1]


def _words(asked: str, said: str) -> str:
    return "31.10.2026" if "31.12.2026" in asked else "12" if "например 12" in asked else said


def chosen(rows: list[list[dict[str, Any]]]) -> str | None:
    """What somebody presses who wants to get on: *send*, else the first that is offered, else *skip*."""
    data = [button["data"] for row in rows for button in row]
    for wanted in (SEND, OFFERED, PASSED):
        found = next((one for one in data if one.startswith(wanted)), None)
        if found:
            return found
    return None
