"""From a journalled update to its settlement, through the aiogram dispatcher."""

from dataclasses import replace
from typing import Any

import structlog
from aiogram import Bot, Dispatcher
from aiogram.types import Update
from pydantic import ValidationError

from bots.links import Links
from bots.telegram.draw import Content, Drawn
from bots.telegram.journalled import chat_of, group_of, topic_of
from bots.telegram.screens import Screens
from bots.telegram.steps import Steps
from bots.telegram.taps import Taps
from bots.telegram.topic_mode import TopicMode
from bots.telegram.turn import Turn
from bots.wording import Words
from core.api.commands import Desk
from core.api.errors import Poison, Refusal
from core.api.kinds import DAY, Door, Visitor
from core.api.ports import Claimed
from core.api.queries import Arrive, Ask, Place
from core.api.shapes import Situation

TOAST, MANY = 200, 10_000
log = structlog.get_logger("telegram")


class TelegramReceiver:
    """Builds a turn, lets the dispatcher play it, settles what no command has settled, answers the button."""

    def __init__(
        self,
        bot: Bot,
        dispatcher: Dispatcher,
        desk: Desk,
        ask: Ask,
        words: Words,
        screens: Screens,
        source: str,
        links: Links | None = None,
        *,
        topics: TopicMode | None = None,
    ) -> None:
        self.source = source
        self._bot = bot
        self._dispatcher = dispatcher
        self._desk = desk
        self._ask = ask
        self._words = words
        self._nouns = tuple({words(language, "tg-group-noun") for language in words.languages})
        self._topics = topics
        self._links = links
        self._screens = screens
        self._taps = Taps()
        self._called: dict[str, tuple[str | None, int]] = {}

    def question(self, claimed: Claimed) -> tuple[Arrive, Visitor]:
        """Each topic has a dialogue of its own, so that words in one are no answer to what was asked in another."""
        visitor, topic = visitor_of(claimed.payload), topic_of(claimed.payload)
        if topic is None or not self._topical or group_of(claimed.payload):
            return Arrive(claimed.conversation), visitor
        place = Place(Door.TELEGRAM, visitor.external_id, topic)
        return Arrive(f"{claimed.conversation}#{topic}", place), visitor

    async def receive(self, claimed: Claimed, situation: Situation) -> None:
        update = _parsed(claimed, self._bot)
        if self._topics is not None:
            self._topics.heard(claimed.payload)
        turn = self._turn(claimed, situation)
        if not self._taps.again(claimed.conversation, update):
            await self._dispatcher.feed_update(self._bot, update, turn=turn)
        await turn.finish()
        self._told(turn)
        self._taps.settled(claimed.conversation, update)
        await self._answer(update, turn)

    @property
    def _topical(self) -> bool:
        return self._topics is not None and self._topics.on

    def _told(self, turn: Turn) -> None:
        """What somebody is called is written down once a day; in a group their turn may be nobody's unit."""
        if turn.place:
            return
        if len(self._called) > MANY:
            self._called.clear()
        self._called[turn.visitor.external_id] = (turn.called, turn.situation.now // DAY)

    def _turn(self, claimed: Claimed, situation: Situation) -> Turn:
        visitor = visitor_of(claimed.payload)
        called = visitor.handle
        if self._called.get(visitor.external_id) == (called, situation.now // DAY):
            visitor = replace(visitor, handle=None)
        bot = self.source.removeprefix("telegram:")
        key, steps = f"tg:{bot}:{claimed.external_id}", Steps.read(situation.dialogue)

        async def draw(content: Content) -> Drawn:
            return await self._screens.draw(content, visitor, situation.me.language)

        return Turn(
            claimed, visitor, situation, self._desk, self._ask, key, draw, self._links, steps,
            topic=topic_of(claimed.payload), place=group_of(claimed.payload), nouns=self._nouns, called=called,
            topical=self._topical,
        )  # fmt: skip

    async def _answer(self, update: Update, turn: Turn) -> None:
        """Stops the button's spinner. It may come too late, and is then nobody's loss (platform.md A4)."""
        if update.callback_query is None:
            return
        try:
            await self._bot.answer_callback_query(update.callback_query.id, text=self._toast(turn))
        except Exception as error:
            log.info("button not answered", error=repr(error)[:200])

    def _toast(self, turn: Turn) -> str | None:
        match turn.toast:
            case None:
                return None
            case Refusal() as refusal:
                return self._words.refusal(turn.language, refusal)[:TOAST]
            case (text, values):
                return self._words(turn.language, text, **values)[:TOAST]
            case label:
                return self._words.label(turn.language, label)[:TOAST]


def _parsed(claimed: Claimed, bot: Bot) -> Update:
    """The update as aiogram knows it, bound to the bot at once, or aiogram would read it a second time.

    What it cannot read is kept for an operator (faults A6).
    """
    try:
        return Update.model_validate(dict(claimed.payload), context={"bot": bot})
    except ValidationError as error:
        raise Poison(f"unreadable update: {error.error_count()} errors, first {error.errors()[0]['loc']}") from error


def visitor_of(update: Any) -> Visitor:
    """Who wrote or pressed. Somebody without a user (a channel) has an id that no customer has."""
    for value in update.values():
        if isinstance(value, dict) and isinstance(user := value.get("from"), dict) and "id" in user:
            name = " ".join(filter(None, (user.get("first_name"), user.get("last_name"))))
            language, handle = user.get("language_code") or "", user.get("username") or ""
            return Visitor(Door.TELEGRAM, str(user["id"]), name, language, str(handle))
    return Visitor(Door.TELEGRAM, f"chat:{chat_of(update)}")
