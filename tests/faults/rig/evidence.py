"""What is left after a campaign: the rows of the database, what the stand-ins remember, the log of the product."""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from core.storage.engine import reader
from tests.faults.rig.ledger import Ledger
from tests.faults.rig.scene import Scene

Json = dict[str, Any]
Row = sa.RowMapping


@dataclass(slots=True)
class Evidence:
    """`mailed` are the customers whose address was known from the first."""

    ledger: Ledger
    mailed: dict[int, str]
    tables: dict[str, list[Row]]
    updates: list[Json]
    chats: dict[int, list[Json]]
    channel: list[Json]
    envelopes: list[Json]
    letters: list[Json]
    alarms: list[Json]
    complaints: list[str] = field(default_factory=list)

    def rows(self, table: str, **where: object) -> list[Row]:
        return [row for row in self.tables[table] if all(row[name] == value for name, value in where.items())]

    def said_by_bot(self, chat: int) -> list[str]:
        return [text_of(message) for message in self.chats[chat] if message["from"] == "bot"]

    def keys(self, door: str) -> dict[int, str]:
        """The addresses of one door, by their id."""
        return {row["id"]: row["key"] for row in self.rows("addresses", door=door)}


TOKEN = re.compile(r"Q\d{5}Z")
UNANSWERED = ("interaction_timeout", "interaction_error")
"""What a person sees whose press meets a dead product; they press again."""
TABLES = (
    "inbox", "outbox", "addresses", "tickets", "messages", "events", "dialogues", "seen", "posts", "attachments",
    "persons", "identities", "message_versions",
)  # fmt: skip


def text_of(message: Json) -> str:
    return str(message["text"] or message["caption"] or "")


def json_of(value: Any) -> Any:
    """A JSON column, which SQLite hands out as text and PostgreSQL as what it means."""
    return json.loads(value) if isinstance(value, str) else value


def waiting(dialogue: Row) -> str:
    """What a dialogue keeps until it is clear where it belongs; not what it remembers of words that are passed on."""
    kept = {name: value for name, value in json_of(dialogue["data"]).items() if name != "last"}
    return json.dumps(kept, ensure_ascii=False)


def rows_of(url: sa.URL) -> dict[str, list[Row]]:
    engine = reader(url)
    with engine.connect() as conn:
        return {name: list(conn.execute(sa.text(f"SELECT * FROM {name} ORDER BY 1")).mappings()) for name in TABLES}


def sound(url: sa.URL) -> list[str]:
    """SQLite's own judgement of its file."""
    if url.get_backend_name() != "sqlite":
        return []
    with reader(url).connect() as conn:
        whole = conn.exec_driver_sql("PRAGMA integrity_check").scalars().all()
        broken = conn.exec_driver_sql("PRAGMA foreign_key_check").all()
    return [f"integrity_check: {one}" for one in whole if one != "ok"] + [f"foreign_key_check: {one}" for one in broken]


def alarms_in(log: Path) -> list[Json]:
    """Lines of the product's log that an operator is woken for."""
    found = []
    for line in log.read_text().splitlines():
        if line.startswith("{"):
            said = json.loads(line)
            if said.get("alarm"):
                found.append(said)
    return found


async def gathered(scene: Scene, log: Path) -> Evidence:
    return Evidence(
        ledger=scene.ledger,
        mailed=scene.mailed,
        tables=rows_of(scene.url),
        updates=await scene.telegram.updates(),
        chats={one.id: await one.chat() for one in scene.customers},
        channel=await scene.slack.messages(scene.channel),
        envelopes=await scene.slack.envelopes(),
        letters=list(await scene.mail.control("GET", "/letters")),
        alarms=alarms_in(log),
        complaints=sound(scene.url) + await _complaints(scene),
    )


async def _complaints(scene: Scene) -> list[str]:
    """What the other sides hold against the product."""
    unforeseen = [one for one in await scene.slack.violations() if one["kind"] not in UNANSWERED]
    said = {
        "Telegram": await scene.telegram.violations() + await scene.telegram.bans(),
        "Slack": unforeseen + await scene.slack.bans(),
        "the mail server": await scene.mail.violations(),
    }
    return [f"{who} complains: {one}" for who, all in said.items() for one in all]
