"""The load from Slack: agents who claim, answer by modal, note in threads, move, and say that it was not enough."""

import asyncio
import random

from tests.faults.rig.ledger import Ledger, Way, Word
from tests.faults.rig.phrases import phrase, status
from tests.standins.slack import Agent, ControlError, Json

CLAIM, REPLY, AGAIN, END = phrase("slack-claim"), phrase("slack-reply"), phrase("slack-again"), phrase("slack-end")
RESOLVED, CLOSED, WAITING = status("resolved"), status("closed"), status("waiting")
PATIENCE = 3.0


class Desk:
    """One agent at the shared channel."""

    def __init__(self, agent: Agent, channel: str, ledger: Ledger, dice: random.Random) -> None:
        self._agent = agent
        self._channel = channel
        self._ledger = ledger
        self._dice = dice

    async def perform(self) -> None:
        while True:
            if cards := await self._cards():
                deeds = (
                    self._claim,
                    self._reply,
                    self._reply,
                    self._note,
                    self._note,
                    self._move,
                    self._move,
                    self._judge,
                )
                await self._dice.choice(deeds)(self._dice.choice(cards[-6:]))
            await asyncio.sleep(self._dice.uniform(0.1, 0.6))

    async def _cards(self) -> list[Json]:
        shown = await self._agent.slack.messages(self._channel)
        return [message for message in shown if message["bot_id"] and not message["thread_ts"]]

    async def _claim(self, card: Json) -> None:
        await self._press(card, CLAIM)

    async def _reply(self, card: Json) -> None:
        await self._by_modal(card, REPLY, Way.REPLY)

    async def _move(self, card: Json) -> None:
        """Mostly to where the customer's answer is awaited; what is done is resolved, and now and then closed."""
        where = self._dice.choice((RESOLVED, RESOLVED, CLOSED, WAITING, WAITING, WAITING))
        if where == WAITING:
            await self._by_modal(card, WAITING, Way.MOVE)
        else:
            await self._press(card, where)

    async def _judge(self, card: Json) -> None:
        """An answer was not enough (D2), or the customer says that all is well (D5)."""
        if AGAIN in [button["text"] for button in card["buttons"]]:
            await self._by_modal(card, AGAIN, Way.MOVE)
        else:
            await self._press(card, END)

    async def _note(self, card: Json) -> None:
        word = self._ledger.word(self._agent.id, Way.NOTE)
        said = await self._agent.say(self._channel, f"Смотрю, {word.token}", thread=card["ts"])
        word.event = said["event_id"]

    async def _press(self, card: Json, text: str) -> bool:
        try:
            pressed = await self._agent.press(self._channel, card["ts"], text=text)
        except ControlError:
            return False
        self._ledger.pressed(text)
        return bool(pressed["status"] == "acked")

    async def _by_modal(self, card: Json, button: str, way: Way) -> None:
        before = {view["id"] for view in await self._agent.views()}
        if not await self._press(card, button):
            return
        if not await self._opened(before):
            return
        word = self._ledger.word(self._agent.id, way)
        try:
            answer = await self._agent.submit({"body": f"Ответ {word.token}."})
            word.heard = _heard(answer)
        except ControlError as error:
            self._unsent(word, error)
        finally:
            await self._close()

    async def _opened(self, before: set[str]) -> bool:
        deadline = asyncio.get_running_loop().time() + PATIENCE
        while asyncio.get_running_loop().time() < deadline:
            if {view["id"] for view in await self._agent.views()} - before:
                return True
            await asyncio.sleep(0.05)
        return False

    async def _close(self) -> None:
        try:
            await self._agent.close_view(everything=True)
        except ControlError:
            return

    def _unsent(self, word: Word, error: ControlError) -> None:
        """The stand-in would not send it: the modal was still loading, or had gone."""
        word.heard = f"refused: {error.status}"


def _heard(answer: Json) -> str:
    if answer["status"] != "acked":
        return ""
    return "taken" if answer["result"] == "closed" else f"refused: {answer.get('errors')}"
