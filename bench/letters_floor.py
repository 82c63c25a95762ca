"""The floor under the letters: the octets on the disk, the parser, and the same rows by hand, in as many commits."""

import hashlib
import json
import os
import sqlite3
import time
from pathlib import Path
from typing import Any

import psycopg
import sqlalchemy as sa

from bench.ground import STAFF
from bots.email.incoming.parse import parse
from bots.email.incoming.quote.cut import cut
from bots.email.incoming.shapes import Letter
from bots.email.incoming_key import Passing
from core.outbox.brakes import STRANGERS

PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "temp_store=MEMORY", "secure_delete=ON")
CLAIM = "UPDATE inbox SET lease = 'floor', lease_until = {}, attempts = attempts + 1 WHERE id BETWEEN {} AND {}"
DONE = "UPDATE inbox SET state = 'done', settled_at = {}, lease = NULL, lease_until = NULL WHERE id = {}"


class Floor:
    """One connection of the driver alone. `feed` commits a batch, its claims, and each ticket."""

    def __init__(self, url: sa.URL, folder: Path) -> None:
        self._folder = folder
        folder.mkdir()
        self._mark = "?" if url.get_backend_name() == "sqlite" else "%s"
        self._db: Any = _opened(url)
        self._row = 0
        self._staff = 0

    def close(self) -> None:
        self._db.close()

    def feed(self, batch: list[bytes], claims: int) -> None:
        """`claims` is how often the product commits a claim for as many letters."""
        self._journal(batch)
        every = max(1, len(batch) // max(1, claims))
        for place, raw in enumerate(batch):
            if place % every == 0:
                self._do("BEGIN")
                self._do(CLAIM, _now() + 60_000_000, self._row + 1, self._row + every)
                self._do("COMMIT")
            self._opened(raw)

    def _journal(self, batch: list[bytes]) -> None:
        kept = [(_named(raw), _kept(self._folder, raw)) for raw in batch]
        self._do("BEGIN")
        for (key, sender), digest in kept:
            payload = json.dumps({"digest": digest, "size": 1, "arrived": "imap", "envelope": {"from": None, "to": []}})
            self._insert(
                "inbox", source="mail", external_id=key, conversation=f"mail:{sender}", payload=payload,
                received_at=_now(), due_at=_now(),
            )  # fmt: skip
        self._do("COMMIT")

    def _opened(self, raw: bytes) -> None:
        self._row += 1
        letter = parse(raw)
        assert isinstance(letter, Letter) and letter.sender
        text, now = cut(letter.text, letter.quoted).visible, _now()
        self._do("BEGIN")
        person, address = self._person(letter, now)
        ticket, message, event = self._ticket(letter, person, text, now)
        self._shown(letter, address, ticket, message, event, now)
        outcome = json.dumps({"ticket": ticket, "number": f"HD-{ticket}"})
        self._insert("seen", None, key=f"mail:{letter.message_id}", at=now, outcome=outcome)
        self._do(DONE, now, self._row)
        self._do("COMMIT")

    def _person(self, letter: Letter, now: int) -> tuple[int, int]:
        assert letter.sender
        mail = letter.sender.mail
        person = self._insert("persons", name=letter.sender.name, language="ru", made_at=now)
        self._insert("identities", door="mail", external_id=mail, person_id=person, proof="channel", made_at=now)
        return person, self._insert("addresses", door="mail", key=mail, person_id=person, quiet_until=0)

    def _ticket(self, letter: Letter, person: int, text: str, now: int) -> tuple[int, int, int]:
        assert letter.sender
        ticket = self._insert(
            "tickets", prefix="HD", subject=letter.subject, type="question", priority="normal", status="new",
            requester=person, source="mail", opened_at=now, updated_at=now, last_seq=1,
        )  # fmt: skip
        origin = json.dumps({"door": "mail", "address": letter.sender.mail, "ref": letter.message_id})
        said = self._insert(
            "messages", ticket_id=ticket, author=person, audience="public", by_staff=False, at=now, body=text,
            origin=origin,
        )  # fmt: skip
        event = self._insert(
            "events", ticket_id=ticket, seq=1, at=now, actor=person, door="mail", kind="TicketOpened",
            audience="public", payload=json.dumps({"message": said}),
        )  # fmt: skip
        words = " ".join(sorted(set(text.lower().split())))
        self._insert("search", None, ticket_id=ticket, head=words, said=words, noted="")
        if self._mark == "?":
            self._insert("search_words", None, rowid=ticket, head=words, said=words, noted="")
        return ticket, said, event

    def _shown(self, letter: Letter, address: int, ticket: int, message: int, event: int, now: int) -> None:
        self._staff = self._staff or self._insert("addresses", door=STAFF[0].value, key=STAFF[1], quiet_until=0)
        self._insert(
            "posts", address_id=address, ref=letter.message_id, kind="origin", ticket_id=ticket, message_id=message,
            own=False, at=now,
        )  # fmt: skip
        row = {"ticket_id": ticket, "lane": ticket, "event_id": event, "made_at": now, "due_at": now}
        self._insert("outbox", address_id=self._staff, through=STAFF[0].value, kind="card", audience="internal", **row)
        dedupe = f"notice:{event}:{address}"
        self._insert(
            "outbox", address_id=address, through="mail", kind="notice", audience="public", dedupe=dedupe, **row
        )  # fmt: skip
        for scope in (f"ticket:{address}:{ticket}", f"address:{address}", "strangers"):
            if self._row <= STRANGERS[0]:
                self._insert("brakes", scope=scope, at=now)

    def _insert(self, table: str, returning: str | None = "id", /, **values: object) -> int:
        marks = ", ".join([self._mark] * len(values))
        ending = f" RETURNING {returning}" if returning else ""
        cursor = self._db.execute(
            f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks}){ending}", tuple(values.values())
        )
        return int(cursor.fetchone()[0]) if returning else 0

    def _do(self, statement: str, *values: object) -> None:
        self._db.execute(statement.format(*[self._mark] * len(values)), values)


def _opened(url: sa.URL) -> Any:
    if url.get_backend_name() != "sqlite":
        return psycopg.connect(
            url.set(drivername="postgresql").render_as_string(False), autocommit=True, prepare_threshold=1
        )
    db = sqlite3.connect(str(url.database), isolation_level=None)
    for pragma in PRAGMAS:
        db.execute(f"PRAGMA {pragma}")
    return db


def _named(raw: bytes) -> tuple[str, str | None]:
    passing = Passing()
    passing.feed(raw)
    return passing.key(), passing.sender()


def _kept(folder: Path, raw: bytes) -> str:
    """On the disk, with its entry in the folder."""
    name = hashlib.sha256(raw).hexdigest()
    path = folder / name
    with path.open("wb") as out:
        out.write(raw)
        out.flush()
        os.fsync(out.fileno())
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    return name


def _now() -> int:
    return time.time_ns() // 1_000
