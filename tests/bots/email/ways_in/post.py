"""Letters to send, and what the desk has of them."""

import hashlib
from contextlib import closing
from itertools import count
from pathlib import Path

import sqlalchemy as sa

from bots.email.ways_in.postbox import Postbox
from core.inbox.store import inbox
from core.relay.receive import Journal
from core.storage.engine import reader
from core.storage.files import Files
from tests.core.house import House

NUMBERS = count(1)
LIMIT = 1_000_000


def letter(number: int | None = None, *, sender: str = "ivan@example.org", body: str = "Не работает\r\n") -> bytes:
    n = next(NUMBERS) if number is None else number
    head = f"From: Ivan <{sender}>\r\nTo: desk@example.org\r\nSubject: {n}\r\nMessage-ID: <{n}.x@example.org>\r\n"
    return f"{head}Content-Type: text/plain; charset=utf-8\r\n\r\n{body}".encode()


def postbox(house: House, limit: int = LIMIT) -> Postbox:
    return Postbox(house.files, Journal(house.hop), limit)


def kept(url: sa.URL, files: Path) -> list[bytes]:
    """The octets behind every row, in the order of the rows; each proved by its digest."""
    found = []
    for payload in payloads(url):
        raw = Files(files).path(str(payload["digest"])).read_bytes()
        assert hashlib.sha256(raw).hexdigest() == payload["digest"] and len(raw) == payload["size"]
        found.append(raw)
    return found


def payloads(url: sa.URL) -> list[dict[str, object]]:
    with closing(reader(url).connect()) as conn:
        return [row.payload for row in conn.execute(sa.select(inbox).order_by(inbox.c.id))]


def subjects(raws: list[bytes]) -> list[int]:
    return [int(raw.partition(b"Subject: ")[2].partition(b"\r\n")[0]) for raw in raws]
