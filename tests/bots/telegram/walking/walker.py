"""Somebody who does anything at all with the bot, in words and presses, in topics and beside them (X1)."""

import random
import re
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from tests.bots.telegram.walking.air import House, Json, Shown
from tests.bots.telegram.walking.life import Life, let_in
from tests.bots.telegram.walking.witness import TOKEN, Witness

COMMANDS = ("/start", "/new", "/tickets", "/help", "/cancel", "/language", "/nonsense", "/tickets насос", "/start t1",
            "/settings", "/notices", "/quiet", "/digest", "/phone", "/export", "/forget")  # fmt: skip
NAVIGATION = {"ru": ("назад", "отмена", "в начало"), "en": ("back", "cancel", "home")}
PHRASES = (
    "Не работает насос", "It does not start", "Опять гудит", "12", "завтра", "31.12.2026", "да", "no", "Почта",
    "лампа", "удалить", "22:00–08:00", "S-1", "SN-2", "3,5", "ivan@example.org",
    "Всё работает, обращение можно закрыть",
)  # fmt: skip
OUT = re.compile(r"g1:(stop|drop):")
LET_IN = 3
"""After so many steps most of those whom the desk does not know are let in."""
FORWARD = re.compile(r"g1:(send|type|pick|pass|rest|skip|new|put):")
Did = tuple[str, bool]
"""What was done, and whether words were let go on purpose by it."""


@dataclass
class Walker:
    house: House
    id: int
    chance: random.Random
    language: str = "ru"
    zeal: float = 0.0
    """How often they do what leads to a ticket."""
    words: int = 0
    sent: list[tuple[Json, str]] = field(default_factory=list)
    """Messages with words of their own, as they were sent, and those words."""
    edits: dict[int, str] = field(default_factory=dict)
    """The word that was last put to a message; the next edit puts another in its place."""
    log: list[str] = field(default_factory=list)
    deeds: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.witness = Witness(self.house, self.id)
        self.life = Life(self.house, self.id, self.chance)

    def moves_into(self, house: House) -> None:
        """The product was started anew."""
        self.house = self.witness.house = self.life.house = house

    async def walk(self, steps: int, *, since: int = 0) -> None:
        for step in range(since, since + steps):
            if step == LET_IN and self.chance.random() < 0.8:
                await let_in(self.house, self.id)
            loose = self.witness.loose
            deed, dropped = await self._do()
            self.deeds[deed.split()[0]] += 1
            await self.witness.read()
            self.log.append(f"{deed} [{self.witness.states}]")
            await self.witness.forgotten()
            await self.witness.nothing_lost(loose, dropped=dropped)

    async def _do(self) -> Did:
        if self.chance.random() < self.zeal:
            return await self._go_on()
        roll = self.chance.random()
        for most, deed in self._table():
            if roll < most and (found := await deed()) is not None:
                return found
        return await self._speak()

    def _table(self) -> tuple[tuple[float, Callable[[], Awaitable[Did | None]]], ...]:
        return (
            (0.42, self._press), (0.50, self._command), (0.54, self._navigate), (0.59, self._label), (0.67, self._live),
            (0.71, self._album), (0.76, self._edit), (0.78, self._own_topic),
        )  # fmt: skip

    async def _go_on(self) -> Did:
        """As somebody who wants a ticket: what leads on, else an answer."""
        shown = self._newest() if self._shown() else None
        forward = [one for one in shown.buttons if FORWARD.match(one[1])] if shown else []
        if shown is None or (not forward and self.witness.states.get(shown.topic) is None):
            return await self._say("/new")
        if not forward:
            return await self._speak(shown.topic)
        await self._tap(shown, forward[0][1])
        return f"press {forward[0][0]!r} {forward[0][1]}", False

    async def _command(self) -> Did:
        return await self._say(self.chance.choice(COMMANDS))

    async def _navigate(self) -> Did:
        return await self._say(self.chance.choice(NAVIGATION[self.language]))

    async def _label(self) -> Did | None:
        """What is said for a button is an answer: another wording of it later is for nobody."""
        if not self._shown() or not self._newest().buttons:
            return None
        before = list(self.sent)
        did = await self._say(self.chance.choice(self._newest().buttons)[0], self._newest().topic)
        self.sent = before
        return did

    async def _live(self) -> Did:
        return await self.life.goes_on(), False

    async def _own_topic(self) -> Did | None:
        """A topic that they make themselves, where there are any."""
        if not self.house.topical:
            return None
        self.house.air.topics[self.id].append(next(self.house.air.ids))
        return await self._speak(self.house.air.topics[self.id][-1])

    async def _speak(self, topic: int | None = None) -> Did:
        """A phrase with a word of its own; as a text, below a picture, or as a reply."""
        said, more, kind = self.chance.choice(PHRASES), dict[str, Any](), self.chance.random()
        marked = said if self.chance.random() < 0.2 and kind < 0.6 else f"{said} {self._token()}"
        if kind > 0.9:
            more = self._picture()
        elif kind > 0.8 and self._shown():
            seen = self.chance.choice(self._shown())
            more, topic = {"reply_to_message": self._message(seen)}, seen.topic
        elif topic is None:
            topic = self._somewhere()
        return await self._say(marked, topic, **more)

    async def _album(self) -> Did:
        """Two or three pictures, sent as one, some with words."""
        album, topic = f"a{self.id}-{self.words}", self._somewhere()
        said = []
        for n in range(self.chance.choice((2, 3))):
            text = f"снимок {self._token()}" if n == 0 or self.chance.random() < 0.3 else ""
            said.append((await self._say(text, topic, media_group_id=album, **self._picture()))[0])
        return f"album {said}", False

    async def _edit(self) -> Did | None:
        """Another word is put to a message. It has to be where the message is, unless that is gone or an answer."""
        if not self.sent:
            return None
        message, token = self.chance.choice(self.sent[-6:])
        what = "caption" if "caption" in message else "text"
        follows = await self.witness.waits_or_told(token)
        more = self._token()
        changed = {**message, what: f"{message[what]} {more}", "edit_date": 2}
        await self.house.bring(self.id, edited_message=changed)
        self.witness.watched.pop(self.edits.get(message["message_id"], ""), None)
        if follows:
            self.witness.watched[more] = f"edited into {message[what]!r}"
            self.edits[message["message_id"]] = more
        return f"edit {message[what]!r} + {more}, follows {follows}", False

    def _token(self) -> str:
        self.words += 1
        return f"w{self.id}x{self.words}"

    def _picture(self) -> Json:
        return {"photo": [{"file_id": f"p{self.id}", "file_unique_id": "u", "width": 9, "height": 9}]}

    def _somewhere(self) -> int | None:
        there = self.house.air.topics[self.id]
        return self.chance.choice(there) if there and self.chance.random() < 0.6 else None

    async def _say(self, text: str, topic: int | None = None, **more: Any) -> Did:
        content = ({"caption": text} if text else {}) if "photo" in more else {"text": text}
        id = next(self.house.air.ids)
        message = {"message_id": id, "date": 1, "chat": self._chat(), "from": self._me(), **content, **more}
        message |= {"message_thread_id": topic, "is_topic_message": True} if topic else {}
        await self.house.bring(self.id, message=message)
        self.witness.heard(text, topic if self.house.topical else None)
        self.sent += [(message, token) for token in TOKEN.findall(text)]
        plain = text.strip().casefold()
        stops = plain in ("/cancel", "отмена", "cancel") or self._labelled(text, OUT)
        return f"say {text!r}{f' in {topic}' if topic else ''}", bool(stops)

    async def _press(self) -> Did | None:
        """The newest message, or an old one; sometimes twice."""
        if not self._shown():
            return None
        shown = self._newest() if self.chance.random() < 0.75 else self.chance.choice(self._shown())
        if not shown.buttons:
            return None
        forward = [one for one in shown.buttons if FORWARD.match(one[1])]
        on = forward and self.chance.random() < 0.8
        label, data = forward[0] if on else self.chance.choice(shown.buttons)
        for _ in range(2 if self.chance.random() < 0.15 else 1):
            await self._tap(shown, data)
        return f"press {label!r} {data}", bool(OUT.match(data))

    async def _tap(self, shown: Shown, data: str) -> None:
        query = {"id": "1", "from": self._me(), "chat_instance": "1", "data": data, "message": self._message(shown)}
        await self.house.bring(self.id, callback_query=query)

    async def comes_home(self) -> None:
        """From whatever stands last in the chat, two taps. Whoever was forgotten is somebody new at their next word."""
        if not self._shown() or await self.witness.gone():
            return
        for _ in range(2):
            if self._at_home():
                return
            shown = [one for one in self._shown() if one.buttons][-1:]
            data = [data for _, data in shown[0].buttons] if shown else []
            roads = ("g1:home", ("g1:ticket", "g1:list"), ("g1:drop", "g1:stop"), "")
            home = next(found for road in roads if (found := [one for one in data if one.startswith(road)]))
            assert home, self._newest()
            self.log.append(f"home by {home[0]} on {shown[0].id} in {shown[0].topic}")
            await self._tap(shown[0], home[0])
        assert self._at_home(), self._newest()

    def _at_home(self) -> bool:
        """There a new ticket can be begun, or the one that was begun gone on with; a stranger is asked who they are."""
        return any(data.startswith(("g1:new", "g1:reg", "g1:stop:0:reg")) for _, data in self._newest().buttons)

    def _labelled(self, text: str, wanted: re.Pattern[str]) -> bool:
        return any(text == label and wanted.match(data) for one in self._shown() for label, data in one.buttons)

    def _shown(self) -> list[Shown]:
        return list(self.house.air.chats[self.id].values())

    def _newest(self) -> Shown:
        return self._shown()[-1]

    def _chat(self) -> Json:
        return {"id": self.id, "type": "private"}

    def _me(self) -> Json:
        return {"id": self.id, "is_bot": False, "first_name": f"N{self.id}", "language_code": self.language}

    def _message(self, shown: Shown) -> Json:
        rows = [[{"text": label, "callback_data": data}] for label, data in shown.buttons]
        markup = {"reply_markup": {"inline_keyboard": rows}} if rows else {}
        there = {"message_thread_id": shown.topic, "is_topic_message": True} if shown.topic else {}
        return {
            "message_id": shown.id,
            "date": 1,
            "chat": self._chat(),
            "text": shown.text or "…",
            **markup,
            **there,
        }
