"""What is left after a campaign: the rows of the database, what the stand-ins remember, the log of the product."""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from core.storage.engine import reader
from tests.faults.rig.ledger import Ledger
from tests.standins.slack import SlackStandIn
from tests.standins.telegram import Customer, TelegramStandIn

Json = dict[str, Any]
Row = sa.RowMapping


@dataclass(slots=True)
class Evidence:
    ledger: Ledger
    tables: dict[str, list[Row]]
    updates: list[Json]
    chats: dict[int, list[Json]]
    channel: list[Json]
    envelopes: list[Json]
    alarms: list[Json]
    complaints: list[str] = field(default_factory=list)

    def rows(self, table: str, **where: object) -> list[Row]:
        return [row for row in self.tables[table] if all(row[name] == value for name, value in where.items())]

    def said_by_bot(self, chat: int) -> list[str]:
        return [text_of(message) for message in self.chats[chat] if message["from"] == "bot"]


TOKEN = re.compile(r"Q\d{5}Z")
UNANSWERED = ("interaction_timeout", "interaction_error")
"""What a person sees whose press meets a dead product; they press again."""
TABLES = ("inbox", "outbox", "addresses", "tickets", "messages", "events", "dialogues", "seen", "posts")


def text_of(message: Json) -> str:
    return str(message["text"] or message["caption"] or "")


def json_of(value: Any) -> Any:
    """A JSON column, which SQLite hands out as text and PostgreSQL as what it means."""
    return json.loads(value) if isinstance(value, str) else value


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


async def gathered(
    ledger: Ledger, url: sa.URL, telegram: TelegramStandIn, customers: list[Customer], slack: SlackStandIn,
    channel: str, log: Path,
) -> Evidence:  # fmt: skip
    complaints = sound(url)
    complaints += [f"Telegram complains: {one}" for one in await telegram.violations() + await telegram.bans()]
    unforeseen = [one for one in await slack.violations() if one["kind"] not in UNANSWERED]
    complaints += [f"Slack complains: {one}" for one in unforeseen + await slack.bans()]
    return Evidence(
        ledger=ledger,
        tables=rows_of(url),
        updates=await telegram.updates(),
        chats={one.id: await one.chat() for one in customers},
        channel=await slack.messages(channel),
        envelopes=await slack.envelopes(),
        alarms=alarms_in(log),
        complaints=complaints,
    )
