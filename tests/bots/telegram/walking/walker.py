"""Somebody who does anything at all with the bot, and a witness who knows where each of their words has to be."""

import json
import random
import re
from dataclasses import dataclass, field
from typing import Any

from tests.bots.telegram.walking.air import SOURCE, House, Json, Shown

TOKEN = re.compile(r"w\d+x\d+")
COMMANDS = ("/start", "/new", "/tickets", "/help", "/cancel", "/language", "/nonsense", "/tickets насос")
NAVIGATION = {"ru": ("назад", "отмена", "в начало"), "en": ("back", "cancel", "home")}
PHRASES = (
    "Не работает насос",
    "It does not start",
    "Опять гудит",
    "12",
    "завтра",
    "31.12.2026",
    "да",
    "no",
    "Почта",
    "лампа",
)
ANSWERS = ("new:question", "new:observers", "copy:address", "mail:address", "mail:code", "reg:particular", "reg:about")
"""Where what is written is an answer to one question, and another answer takes its place."""
OUT = re.compile(r"g1:(stop|drop):")
LET_IN = 3
IN = (
    "UPDATE grants SET role = 'client' WHERE role = 'guest'"
    " AND person_id IN (SELECT person_id FROM identities WHERE external_id = :who)"
)
"""After so many steps most of those whom the desk does not know are let in."""
FORWARD = re.compile(r"g1:(send|type|pick|pass|skip|new|put):")
HERS = (
    "SELECT body AS said FROM messages JOIN tickets ON tickets.id = ticket_id"
    " JOIN identities ON person_id = requester WHERE external_id = :who"
    " UNION ALL SELECT subject || ' ' || coalesce(CAST(fields AS TEXT), '') FROM tickets"
    " JOIN identities ON person_id = requester WHERE external_id = :who"
)
FOREIGN = (
    "SELECT body, external_id FROM messages JOIN tickets ON tickets.id = ticket_id"
    " JOIN identities ON identities.person_id = tickets.requester WHERE door = 'telegram'"
)


@dataclass
class Walker:
    house: House
    id: int
    chance: random.Random
    language: str = "ru"
    zeal: float = 0.0
    """How often they do what leads to a ticket."""
    words: int = 0
    watched: dict[str, str] = field(default_factory=dict)
    """Words that must not be lost, and what was done when they were said."""
    let_go: int = 0
    state: str | None = None
    kept: set[str] = field(default_factory=set)
    loose: set[str] = field(default_factory=set)
    """Answers, in whose place others may be put; what they did not replace before is no loss."""
    log: list[str] = field(default_factory=list)

    async def walk(self, steps: int) -> None:
        for step in range(steps):
            if step == LET_IN and self.chance.random() < 0.8:
                await self.house.write(IN, who=str(self.id))
            loose = self.loose
            deed, dropped = await self._do()
            await self._read()
            self.log.append(f"{deed} [{self.state}]")
            await self._nothing_lost(loose, dropped=dropped)
        await self._comes_home()

    async def _do(self) -> tuple[str, bool]:
        if self.chance.random() < self.zeal:
            return await self._go_on()
        roll = self.chance.random()
        if roll < 0.5 and self._shown():
            return await self._press()
        if roll < 0.54:
            return await self._say(self.chance.choice(COMMANDS))
        if roll < 0.58:
            return await self._say(self.chance.choice(NAVIGATION[self.language]))
        if roll < 0.64 and self._shown() and self._newest().buttons:
            return await self._say(self.chance.choice(self._newest().buttons)[0])
        return await self._speak()

    async def _go_on(self) -> tuple[str, bool]:
        """As somebody who wants a ticket: what leads on, else an answer."""
        shown = self._newest() if self._shown() else None
        forward = [one for one in shown.buttons if FORWARD.match(one[1])] if shown else []
        if shown is None or (not forward and self.state is None):
            return await self._say("/new")
        if not forward:
            return await self._speak()
        await self._tap(shown, forward[0][1])
        return f"press {forward[0][0]!r} {forward[0][1]}", False

    async def _speak(self) -> tuple[str, bool]:
        """A phrase with a word of its own; as a text, below a picture, in an album, or as a reply."""
        said, more, kind = self.chance.choice(PHRASES), dict[str, Any](), self.chance.random()
        marked = said if self.chance.random() < 0.2 and kind < 0.6 else f"{said} {self._token()}"
        if kind > 0.9:
            more = {"photo": [{"file_id": f"p{self.id}", "file_unique_id": "u", "width": 9, "height": 9}]}
        elif kind > 0.8 and self._shown():
            seen = self.chance.choice(list(self.house.air.chats[self.id].values()))
            more = {"reply_to_message": self._message(seen)}
        return await self._say(marked, **more)

    def _token(self) -> str:
        self.words += 1
        return f"w{self.id}x{self.words}"

    async def _say(self, text: str, **more: Any) -> tuple[str, bool]:
        state = self.state
        content = {"caption": text} if "photo" in more else {"text": text}
        message = {
            "message_id": next(self.house.air.ids),
            "date": 1,
            "chat": self._chat(),
            "from": self._me(),
            **content,
        }
        await self.house.bring(self.id, message={**message, **more})
        for token in TOKEN.findall(text):
            if state not in ANSWERS:
                self.watched[token] = f"{text!r} in {state}"
        plain = text.strip().casefold()
        stops = plain in ("/cancel", "отмена", "cancel") or self._labelled(text, OUT)
        return f"say {text!r}", bool(stops)

    async def _press(self) -> tuple[str, bool]:
        shown = self._newest() if self.chance.random() < 0.75 else self.chance.choice(self._shown())
        if not shown.buttons:
            return await self._speak()
        forward = [one for one in shown.buttons if FORWARD.match(one[1])]
        on = forward and self.chance.random() < 0.8
        label, data = forward[0] if on else self.chance.choice(shown.buttons)
        for _ in range(2 if self.chance.random() < 0.1 else 1):
            await self._tap(shown, data)
        return f"press {label!r} {data}", bool(OUT.match(data))

    async def _tap(self, shown: Shown, data: str) -> None:
        query = {"id": "1", "from": self._me(), "chat_instance": "1", "data": data, "message": self._message(shown)}
        await self.house.bring(self.id, callback_query=query)

    async def _nothing_lost(self, loose: set[str], *, dropped: bool) -> None:
        """What left the dialogue is in a ticket of theirs, unless they themselves let it go."""
        kept = self.kept
        left = [one for one in self.watched if one not in kept]
        rows = await self.house.rows(HERS, who=str(self.id)) if left else []
        told = {token for row in rows for token in TOKEN.findall(row.said)}
        for token in left:
            if token in told:
                continue
            assert dropped or token in loose, (token, self.watched[token], self.log[-12:])
            self.watched.pop(token)
            self.let_go += 1

    async def _comes_home(self) -> None:
        """From whatever stands last in the chat, two taps."""
        if not self._shown():
            return
        for _ in range(2):
            if self._at_home():
                return
            shown = [one for one in self._shown() if one.buttons][-1:]
            data = [data for _, data in shown[0].buttons] if shown else []
            leading = [one for one in data if one.startswith(("g1:home", "g1:ticket", "g1:list"))]
            home = [one for one in leading if one.startswith("g1:home")] or leading or data
            assert home, (self._newest(), self.log[-12:])
            await self._tap(shown[0], home[0])
        assert self._at_home(), (self._newest(), self.log[-12:])

    def _at_home(self) -> bool:
        """There a new ticket can be begun, or the one that was begun gone on with; a stranger is asked who they are."""
        return any(data.startswith(("g1:new", "g1:reg", "g1:stop:0:reg")) for _, data in self._newest().buttons)

    def _labelled(self, text: str, wanted: re.Pattern[str]) -> bool:
        return any(text == label and wanted.match(data) for one in self._shown() for label, data in one.buttons)

    async def _read(self) -> None:
        """Where the dialogue stands, without what was only shown."""
        rows = await self.house.rows("SELECT state, data FROM dialogues WHERE key = :key", key=f"{SOURCE}:{self.id}")
        self.state, data = (rows[0].state, json.loads(rows[0].data or "{}")) if rows else (None, {})
        data.pop("board", None)
        steps = [(self.state, data), *data.get("aside", ())]
        self.loose = {token for state, step in steps for token in _replaceable(state, step)}
        self.kept = {*TOKEN.findall(json.dumps(data, ensure_ascii=False))}

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
        return {"message_id": shown.id, "date": 1, "chat": self._chat(), "text": shown.text or "…", **markup}


def _replaceable(state: str | None, data: Json) -> list[str]:
    """Words looked for, and answers; a description too, while it is asked for anew."""
    found = [data.get(name) for name in ("sought", "subject", "fields", "observers", "said", "reason")]
    anew = data.get("kept") if state == "new:body" and data.get("described") else None
    return TOKEN.findall(json.dumps([*found, anew], ensure_ascii=False))


async def nothing_is_foreign(house: House) -> int:
    """Nobody's word is in somebody else's ticket; says how many words were looked at."""
    seen = 0
    for body, who in await house.rows(FOREIGN):
        for token in TOKEN.findall(body):
            seen += 1
            assert token.startswith(f"w{who}x"), (token, who, body)
    return seen
