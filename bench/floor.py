"""The floor under the intake: aiogram's dispatcher and one handler that writes the same rows by hand with sqlite3."""

import json
import sqlite3
import time
from pathlib import Path
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.types import Message, Update

from bench.ground import BOT, STAFF, TOKEN, Memory

SOURCE = f"telegram:{BOT}"
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "temp_store=MEMORY", "secure_delete=ON")
JOURNAL = (
    "INSERT INTO inbox (source, external_id, conversation, payload, received_at, due_at) VALUES (?, ?, ?, ?, ?, ?)"
    " ON CONFLICT DO NOTHING"
)
CLAIM = "UPDATE inbox SET lease = 'floor', lease_until = ?, attempts = attempts + 1 WHERE id BETWEEN ? AND ?"
ADDRESS = "INSERT INTO addresses (door, key, person_id, quiet_until) VALUES (?, ?, ?, 0)"
OUTBOX = (
    "INSERT INTO outbox (address_id, through, ticket_id, lane, kind, event_id, audience, dedupe, made_at, due_at)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


class Floor:
    """One connection, set up as the product's own; `feed` commits a batch, its claims, and each ticket.

    What is deleted is overwritten here too: that is asked of the database, and is no work of the product's.
    """

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path, isolation_level=None)
        for pragma in PRAGMAS:
            self._db.execute(f"PRAGMA {pragma}")
        self._bot = Bot(TOKEN, session=Memory([]))
        self._dispatcher = Dispatcher()
        self._dispatcher.message.register(self._opened)
        self._row = 0
        self._staff = 0

    async def feed(self, batch: list[dict[str, Any]], claims: int) -> None:
        """`claims` is how often the product commits a claim for as many updates."""
        self._journal(batch)
        every = max(1, len(batch) // max(1, claims))
        for place, update in enumerate(batch):
            if place % every == 0:
                self._claim(self._row + 1, self._row + every)
            await self._dispatcher.feed_raw_update(self._bot, update)

    def close(self) -> None:
        self._db.close()

    def _journal(self, batch: list[dict[str, Any]]) -> None:
        now = _now()
        self._db.execute("BEGIN IMMEDIATE")
        for update in batch:
            conversation = f"{SOURCE}:{update['message']['chat']['id']}"
            given = (SOURCE, str(update["update_id"]), conversation, json.dumps(update), now, now)
            self._db.execute(JOURNAL, given)
        self._db.execute("COMMIT")

    def _claim(self, first: int, last: int) -> None:
        self._db.execute("BEGIN IMMEDIATE")
        self._db.execute(CLAIM, (_now() + 60_000_000, first, last))
        self._db.execute("COMMIT")

    async def _opened(self, message: Message, event_update: Update) -> None:
        self._row += 1
        now = _now()
        self._db.execute("BEGIN IMMEDIATE")
        person, address = self._person(message, now)
        ticket, event = self._ticket(message, person, now)
        self._shown(message, address, ticket, event, now)
        key = f"tg:{BOT}:{event_update.update_id}"
        outcome = json.dumps({"ticket": ticket, "number": f"HD-{ticket}"})
        self._insert("INSERT INTO seen (key, at, outcome) VALUES (?, ?, ?)", key, now, outcome)
        done = "UPDATE inbox SET state = 'done', settled_at = ?, lease = NULL, lease_until = NULL WHERE id = ?"
        self._db.execute(done, (now, self._row))
        self._db.execute("COMMIT")

    def _person(self, message: Message, now: int) -> tuple[int, int]:
        user = str(message.chat.id)
        name = f"{message.chat.first_name} {message.chat.last_name}"
        person = self._insert("INSERT INTO persons (name, language, made_at) VALUES (?, 'ru', ?)", name, now)
        identity = "INSERT INTO identities (door, external_id, person_id, proof, made_at) VALUES (?, ?, ?, ?, ?)"
        self._insert(identity, "telegram", user, person, "channel", now)
        return person, self._insert(ADDRESS, "telegram", user, person)

    def _ticket(self, message: Message, person: int, now: int) -> tuple[int, int]:
        text = message.text or ""
        ticket = self._insert(
            "INSERT INTO tickets (prefix, subject, type, priority, status, requester, source, opened_at, updated_at,"
            " last_seq) VALUES ('HD', ?, 'question', 'normal', 'new', ?, 'telegram', ?, ?, 1)",
            text.splitlines()[0], person, now, now,
        )  # fmt: skip
        origin = json.dumps({"door": "telegram", "address": str(message.chat.id), "ref": str(message.message_id)})
        said = self._insert(
            "INSERT INTO messages (ticket_id, author, audience, by_staff, at, body, origin)"
            " VALUES (?, ?, 'public', 0, ?, ?, ?)", ticket, person, now, text, origin,
        )  # fmt: skip
        event = self._insert(
            "INSERT INTO events (ticket_id, seq, at, actor, door, kind, audience, payload)"
            " VALUES (?, 1, ?, ?, 'telegram', 'TicketOpened', 'public', ?)",
            ticket, now, person, json.dumps({"message": said}),
        )  # fmt: skip
        words = " ".join(sorted(set(text.lower().split())))
        for into in ("search (ticket_id,", "search_words (rowid,"):
            self._insert(f"INSERT INTO {into} head, said, noted) VALUES (?, ?, ?, '')", ticket, words, words)
        return ticket, event

    def _shown(self, message: Message, address: int, ticket: int, event: int, now: int) -> None:
        self._staff = self._staff or self._insert(ADDRESS, STAFF[0].value, STAFF[1], None)
        post = "INSERT INTO posts (address_id, ref, kind, ticket_id, message_id, own, at) VALUES (?, ?, ?, ?, ?, 0, ?)"
        self._insert(post, address, str(message.message_id), "origin", ticket, ticket, now)
        self._insert(OUTBOX, self._staff, STAFF[0].value, ticket, ticket, "card", event, "internal", None, now, now)
        notice = f"notice:{event}:{address}"
        self._insert(OUTBOX, address, "telegram", ticket, ticket, "notice", event, "public", notice, now, now)

    def _insert(self, statement: str, *values: object) -> int:
        return self._db.execute(statement, values).lastrowid or 0


def _now() -> int:
    return time.time_ns() // 1_000
