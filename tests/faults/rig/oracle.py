"""Compares what the outside remembers with the database. Every finding is a sentence; none is the only good answer."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.faults.rig.evidence import Evidence, Json, Row, text_of
from tests.faults.rig.ledger import Way, Word

TOKEN = re.compile(r"Q\d{5}Z")
NUMBER = re.compile(r"HD-(\d+)")
PAGE = re.compile(r"^Статус: ", re.MULTILINE)
"""A ticket's own page, which a customer opens at will, repeats what was said."""
NEAR = 6


def findings(seen: Evidence) -> list[str]:
    checks = (
        settled_inputs, whole_words, order_of_words, agents_words, histories, ended_notices, told_once_or_twice,
        nobody_forgotten, nothing_invented, cards, secrets,
    )  # fmt: skip
    return [*seen.complaints, *(found for check in checks for found in check(seen))]


def settled_inputs(seen: Evidence) -> Iterator[str]:
    """Every confirmed update and every acknowledged event is one row, done; nothing is left half way."""
    rows = Counter(row["external_id"] for row in seen.rows("inbox") if row["source"].startswith("telegram"))
    for update in seen.updates:
        count = rows.pop(str(update["update_id"]), 0)
        if not update["confirmed"]:
            yield f"update {update['update_id']} was never confirmed"
        elif count != 1:
            yield f"update {update['update_id']} was confirmed and has {count} rows"
    yield from (f"row {stray} is of no update" for stray in rows)
    events = Counter(row["external_id"] for row in seen.rows("inbox", source="slack"))
    for envelope in seen.envelopes:
        if envelope["kind"] == "events_api" and envelope["acked_at"] and events[envelope["event_id"]] != 1:
            yield f"event {envelope['event_id']} was acknowledged and has {events[envelope['event_id']]} rows"
    for row in seen.rows("inbox"):
        if row["state"] != "done":
            yield f"input {row['id']} of {row['source']} ended as {row['state']}: {row['error']}"


def places(seen: Evidence, token: str) -> list[str]:
    """Everywhere that a customer's or agent's word came to rest. A ticket's first line stands for its first message."""
    found = [f"message {row['id']}" for row in seen.rows("messages") for _ in range(row["body"].count(token))]
    for ticket in seen.rows("tickets"):
        first = next((row for row in seen.rows("messages") if row["ticket_id"] == ticket["id"]), None)
        if token in ticket["subject"] and (first is None or token not in first["body"]):
            found.append(f"ticket {ticket['id']}")
    for dialogue in seen.rows("dialogues"):
        kept = json.dumps(_data(dialogue).get("kept", []), ensure_ascii=False)
        found += [f"dialogue {dialogue['key']}"] * kept.count(token)
    return found


def whole_words(seen: Evidence) -> Iterator[str]:
    """What a customer typed is in exactly one place."""
    for word in seen.ledger.words:
        where = places(seen, word.token) if word.way is Way.TEXT else ["not asked"]
        if len(where) != 1:
            yield f"{word.way} {word.token} of {word.who} is in {where or 'no place'}; {around(seen, word.update)}"


def around(seen: Evidence, update: int | None) -> str:
    """What the same chat said before and after, since a text's meaning lies there."""
    chat = next((row["conversation"] for row in seen.rows("inbox") if row["external_id"] == str(update)), "")
    said = [_input(row) for row in seen.rows("inbox", conversation=chat)]
    place = next((n for n, (id, _) in enumerate(said) if id == str(update)), 0)
    return f"update {update} among {said[max(0, place - NEAR) : place + NEAR + 1]}"


def _input(row: Row) -> tuple[str, str]:
    update = row["payload"] if isinstance(row["payload"], dict) else json.loads(row["payload"])
    pressed = update.get("callback_query")
    return row["external_id"], f"[{pressed['data']}]" if pressed else str(update.get("message", {}).get("text"))


def order_of_words(seen: Evidence) -> Iterator[str]:
    """One customer's words stand in the order in which they were typed."""
    for who in {word.who for word in seen.ledger.words if word.way is Way.TEXT}:
        typed = [word.token for word in seen.ledger.of(who)]
        stand = [token for token in _standing(seen) if token in set(typed)]
        if stand != [token for token in typed if token in set(stand)]:
            yield f"the words of {who} were typed {typed} and stand {stand}"


def _standing(seen: Evidence) -> list[str]:
    """Tokens by message, a ticket's subject before its first one, what still waits at the end."""
    opened: set[int] = set()
    found: list[str] = []
    subjects = {row["id"]: row["subject"] for row in seen.rows("tickets")}
    for row in seen.rows("messages"):
        subject = "" if row["ticket_id"] in opened else subjects.get(row["ticket_id"], "")
        opened.add(row["ticket_id"])
        found += dict.fromkeys(TOKEN.findall(f"{subject} {row['body']}"))
    for row in seen.rows("dialogues"):
        found += TOKEN.findall(json.dumps(_data(row).get("kept", []), ensure_ascii=False))
    return found


def agents_words(seen: Evidence) -> Iterator[str]:
    """Acknowledged: exactly once, as what it was meant to be. Refused: never. Neither: at most once."""
    acked = {one["event_id"] for one in seen.envelopes if one["event_id"] and one["acked_at"]}
    for word in seen.ledger.words:
        if word.way is Way.TEXT:
            continue
        found = [row for row in seen.rows("messages") if word.token in row["body"]]
        least, most = _expected(word, acked)
        if not least <= len(found) <= most:
            yield f"{word.way} {word.token} ({word.heard or word.event}) is there {len(found)} times"
        for row in found:
            if (row["audience"] == "internal") != (word.way is Way.NOTE):
                yield f"{word.way} {word.token} became {row['audience']}"


def _expected(word: Word, acked: set[str]) -> tuple[int, int]:
    if word.way is Way.NOTE:
        return (1, 1) if word.event in acked else (0, 1)
    if word.heard.startswith("refused"):
        return (0, 0)
    return (1, 1) if word.heard else (0, 1)


def histories(seen: Evidence) -> Iterator[str]:
    """A ticket's history has no gap, and no two tickets were made of one input."""
    for ticket in seen.rows("tickets"):
        numbers = sorted(row["seq"] for row in seen.rows("events", ticket_id=ticket["id"]))
        if numbers != list(range(1, ticket["last_seq"] + 1)):
            yield f"ticket {ticket['id']} has the events {numbers}, and {ticket['last_seq']} is its last"


def ended_notices(seen: Evidence) -> Iterator[str]:
    """Every row has ended; what was parked has been cried out."""
    for row in seen.rows("outbox"):
        if row["state"] in ("pending", "sending"):
            yield f"outbox row {row['id']} ({row['kind']}) still {row['state']}: {row['reason']}"
        if row["state"] in ("refused", "gone") and row["reason"] != "nothing to tell":
            yield f"outbox row {row['id']} ({row['kind']}) ended as {row['state']}: {row['reason']}"
    parked = {row["id"] for row in seen.rows("outbox", state="parked")}
    alarmed = {one.get("row") for one in seen.alarms}
    yield from (f"outbox row {row} was parked without an alarm" for row in parked - alarmed)


@dataclass(frozen=True, slots=True)
class Told:
    """How often something that a row of the outbox says was found where it belongs."""

    what: str
    times: int
    row: Row


def told(seen: Evidence) -> Iterator[Told]:
    """Receipts and agents' public words in their customer's chat, everybody's words in the ticket's thread."""
    yield from _receipts(seen)
    bodies = {row["id"]: row["body"] for row in seen.rows("messages")}
    chats = {row["id"]: row["key"] for row in seen.rows("addresses")}
    posts = [post["plain"] for post in seen.channel if post["bot_id"] and post["thread_ts"]]
    for kind in ("notice", "message"):
        for row in seen.rows("outbox", kind=kind):
            place = posts if kind == "message" else _notices(seen, int(chats[row["address_id"]]))
            for token in TOKEN.findall(bodies.get(row["message_id"], "")):
                yield Told(f"the {kind} of {token}", sum(token in text for text in place), row)


def _notices(seen: Evidence, chat: int) -> list[str]:
    return [text for text in seen.said_by_bot(chat) if not PAGE.search(text)]


def _receipts(seen: Evidence) -> Iterator[Told]:
    chats = {row["id"]: int(row["key"]) for row in seen.rows("addresses", door="telegram")}
    opened = {row["id"] for row in seen.rows("events", kind="TicketOpened")}
    for row in seen.rows("outbox", kind="notice"):
        if row["event_id"] in opened:
            receipt = re.compile(rf"HD-{row['ticket_id']} принят")
            count = sum(bool(receipt.search(text)) for text in seen.said_by_bot(chats[row["address_id"]]))
            yield Told(f"the receipt of HD-{row['ticket_id']}", count, row)


def told_once_or_twice(seen: Evidence) -> Iterator[str]:
    """What was sent is there once or twice, what ended otherwise at most twice."""
    for one in told(seen):
        if not (1 if one.row["state"] == "sent" else 0) <= one.times <= 2:
            yield f"{one.what} ({one.row['state']}, row {one.row['id']}) was delivered {one.times} times"


def nobody_forgotten(seen: Evidence) -> Iterator[str]:
    """There is a row for everything that somebody ought to hear."""
    notices = seen.rows("outbox", kind="notice")
    receipts = Counter(row["ticket_id"] for row in notices if row["message_id"] is None)
    answered = {row["message_id"] for row in notices}
    shown = {row["message_id"] for row in seen.rows("outbox", kind="message")}
    there = {row["message_id"] for row in seen.rows("posts", own=False)}
    first = {row["ticket_id"]: row["id"] for row in reversed(seen.rows("messages"))}
    yield from (f"there is no receipt of HD-{row['id']}" for row in seen.rows("tickets") if not receipts[row["id"]])
    for message in seen.rows("messages"):
        if message["by_staff"] and message["audience"] == "public" and message["id"] not in answered:
            yield f"no customer is told of message {message['id']}"
        if message["id"] not in shown | there and first[message["ticket_id"]] != message["id"]:
            yield f"no agent is shown message {message['id']}"


def nothing_invented(seen: Evidence) -> Iterator[str]:
    """No number that no ticket has, and no word that is nowhere: a notice of what was rolled back."""
    known = {str(ticket["id"]) for ticket in seen.rows("tickets")}
    kept = {token for row in seen.rows("messages") for token in TOKEN.findall(row["body"])}
    for chat in seen.chats:
        for text in seen.said_by_bot(chat):
            yield from (f"chat {chat} heard of HD-{n}, which is not" for n in NUMBER.findall(text) if n not in known)
    for post in seen.channel:
        said = TOKEN.findall(post["plain"]) if post["bot_id"] and post["thread_ts"] else []
        yield from (f"the channel shows {token}, which nobody keeps" for token in said if token not in kept)


def cards(seen: Evidence) -> Iterator[str]:
    """Exactly one root message for each ticket, and none for anything else."""
    roots = Counter(_delivery(post) for post in seen.channel if post["bot_id"] and not post["thread_ts"])
    wanted = {f"card{ticket['id']}" for ticket in seen.rows("tickets")}
    for name in wanted | set(roots):
        if roots[name] != (1 if name in wanted else 0):
            yield f"{name} has {roots[name]} root messages in the channel"


def secrets(seen: Evidence) -> Iterator[str]:
    """No note has a way to a customer."""
    notes = {word.token for word in seen.ledger.words if word.way is Way.NOTE}
    for chat, messages in seen.chats.items():
        for message in messages:
            yield from (f"chat {chat} shows the note {one}" for one in TOKEN.findall(text_of(message)) if one in notes)


def _delivery(post: Json) -> str:
    """What a root message is of: `card<ticket>`, out of the delivery's id in its metadata."""
    id = ((post["metadata"] or {}).get("event_payload") or {}).get("delivery", "")
    parts = str(id).split("-")
    return parts[-2] if len(parts) > 2 else str(id)


def _data(row: Row) -> dict[str, Any]:
    data = row["data"]
    return json.loads(data) if isinstance(data, str) else dict(data)
