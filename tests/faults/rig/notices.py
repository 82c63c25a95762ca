"""The other half of the oracle: what people were told, against the rows that say what they were to be told."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tests.faults.rig.evidence import TOKEN, Evidence, Json, Row, json_of, text_of
from tests.faults.rig.ledger import Way
from tests.faults.rig.letters import about
from tests.faults.rig.phrases import GAP, PROFILE, beginning, number, phrase

NUMBER = re.compile(rf"\b{PROFILE.prefix}-(\d+)")
PAGE = beginning("tg-ticket-status", status=GAP)
"""A ticket's own page, which a customer opens at will, repeats what was said."""


def ended_notices(seen: Evidence) -> Iterator[str]:
    """Every row has ended; what was parked has been cried out."""
    hidden = {row["message_id"] for row in seen.rows("outbox", kind="message", state="parked")}
    for row in seen.rows("outbox"):
        if row["state"] in ("pending", "sending"):
            yield f"outbox row {row['id']} ({row['kind']}) still {row['state']}: {row['reason']}"
        nowhere_to_draw = row["kind"] == "echo" and row["message_id"] in hidden
        if row["state"] == "refused" and row["reason"] != "nothing to tell" and not nowhere_to_draw:
            yield f"outbox row {row['id']} ({row['kind']}) was refused: {row['reason']}"
        if row["state"] in ("gone", "suppressed", "rerouted") and not row["reason"]:
            yield f"outbox row {row['id']} ({row['kind']}) ended as {row['state']}, and nothing says why"
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
    """Receipts and agents' public words in their customer's chat and mail, everybody's words in the ticket's thread."""
    yield from _receipts(seen)
    bodies = {row["id"]: row["body"] for row in seen.rows("messages")}
    chats = seen.keys("telegram")
    posts = [post["plain"] for post in seen.channel if post["bot_id"] and post["thread_ts"]]
    for kind in ("notice", "message"):
        for row in seen.rows("outbox", kind=kind):
            chat = chats.get(row["address_id"])
            place = posts if kind == "message" else _notices(seen, int(chat)) if chat else about(seen, row["id"])
            for token in TOKEN.findall(bodies.get(row["message_id"], "")):
                way = f"{kind} in chat" if chat else f"{kind} by mail" if kind == "notice" else kind
                yield Told(f"the {way} of {token}", sum(token in text for text in place), row)
    for row, message in _with_a_grade(seen):
        for token in TOKEN.findall(bodies[message]):
            yield Told(f"the grade's word {token}", sum(token in text for text in posts), row)


def _with_a_grade(seen: Evidence) -> Iterator[tuple[Row, int]]:
    """A word that came with a grade is told in the line that says so (C10)."""
    words = {row["id"]: json_of(row["payload"])["message"] for row in seen.rows("events", kind="TicketRated")}
    yield from ((row, words[row["event_id"]]) for row in seen.rows("outbox", kind="log") if words.get(row["event_id"]))


def _notices(seen: Evidence, chat: int) -> list[str]:
    return [text for text in seen.said_by_bot(chat) if f"\n{PAGE}" not in text]


def _receipts(seen: Evidence) -> Iterator[Told]:
    chats = seen.keys("telegram")
    opened = {row["id"] for row in seen.rows("events", kind="TicketOpened")}
    for row in seen.rows("outbox", kind="notice"):
        if row["event_id"] in opened and row["address_id"] in chats:
            receipt = phrase("tg-receipt", number=number(row["ticket_id"]))
            said = seen.said_by_bot(int(chats[row["address_id"]]))
            count = sum(text.split("\n")[0] == receipt for text in said)
            yield Told(f"the receipt of {number(row['ticket_id'])}", count, row)


def told_once_or_twice(seen: Evidence) -> Iterator[str]:
    """What was sent is there once or twice, what ended otherwise at most twice."""
    for one in told(seen):
        if not (1 if one.row["state"] == "sent" else 0) <= one.times <= 2:
            yield f"{one.what} ({one.row['state']}, row {one.row['id']}) was delivered {one.times} times"


def passed_on(seen: Evidence) -> Iterator[str]:
    """Each customer's word is confirmed once or twice. The confirmations of one ticket are alike, so they are added."""
    chats = {id: int(key) for id, key in seen.keys("telegram").items()}
    ended: dict[tuple[int, int], Counter[str]] = {}
    for row in seen.rows("outbox", kind="prompt"):
        content = json_of(row["content"])
        if content.get("screen") == "noted":
            ended.setdefault((chats[row["address_id"]], content["ticket"]), Counter())[row["state"]] += 1
    for (chat, ticket), states in ended.items():
        name = number(ticket)
        marks = (
            beginning("tg-noted", number=name, subject=GAP),
            beginning("tg-noted-resolved", number=name, status=GAP, back="yes"),
            phrase("tg-choice", number=name),
        )
        count = sum(text.startswith(marks) for text in seen.said_by_bot(chat))
        if not states["sent"] <= count <= 2 * states.total():
            yield f"that a word came to {name} ({dict(states)}) was delivered {count} times"


def nobody_forgotten(seen: Evidence) -> Iterator[str]:
    """There is a row for everything that somebody ought to hear."""
    notices = seen.rows("outbox", kind="notice")
    receipts = Counter(row["ticket_id"] for row in notices if row["message_id"] is None)
    answered = {row["message_id"] for row in notices}
    shown = {row["message_id"] for row in seen.rows("outbox", kind="message")}
    shown |= {message for _, message in _with_a_grade(seen)}
    there = {row["message_id"] for row in seen.rows("posts", own=False)}
    first = {row["ticket_id"]: row["id"] for row in reversed(seen.rows("messages"))}
    yield from (
        f"there is no receipt of {number(row['id'])}" for row in seen.rows("tickets") if not receipts[row["id"]]
    )
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
            yield from (
                f"chat {chat} heard of {number(int(n))}, which is not" for n in NUMBER.findall(text) if n not in known
            )
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
    for letter in seen.letters:
        said = TOKEN.findall(letter["subject"] + letter["text"] + letter["html"])
        yield from (f"letter {letter['number']} shows the note {one}" for one in said if one in notes)


def _delivery(post: Json) -> str:
    """What a root message is of: `card<ticket>`, out of the delivery's id in its metadata."""
    id = ((post["metadata"] or {}).get("event_payload") or {}).get("delivery", "")
    parts = str(id).split("-")
    return parts[-2] if len(parts) > 2 else str(id)
