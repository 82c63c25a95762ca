"""The oracle's eye on mail: each letter against its row, each notice on every way that it was to go (X4)."""

import re
from collections import Counter
from collections.abc import Iterator

from tests.faults.rig.evidence import Evidence, Json, Row

NAMED = re.compile(r"<\w+-(\d+)-\d+@")
MOST = 2
DELIVERED = ("sent", "parked")


def row_of(letter: Json) -> int:
    """The row of the outbox that the Message-ID names; 0 where it names none."""
    found = NAMED.match(letter["message_id"])
    return int(found[1]) if found else 0


def about(seen: Evidence, row: int) -> list[str]:
    """What the letters of a row say."""
    return [letter["text"] for letter in seen.letters if row_of(letter) == row]


def letters_counted(seen: Evidence) -> Iterator[str]:
    """Each letter that was sent is there once or twice, under one Message-ID; none came of nothing, or to another."""
    to = seen.keys("mail")
    rows = {row["id"]: row for row in seen.rows("outbox") if row["address_id"] in to}
    counts = Counter(row_of(letter) for letter in seen.letters)
    for id, row in rows.items():
        least = 1 if row["state"] == "sent" else 0
        most = 0 if row["state"] == "suppressed" and not row["attempts"] else MOST
        if not least <= counts[id] <= most:
            yield f"the letter of row {id} ({row['state']}) was delivered {counts[id]} times"
    for letter in seen.letters:
        meant = rows.get(row_of(letter))
        if meant is None or letter["recipients"] != [to[meant["address_id"]]]:
            yield f"letter {letter['number']} to {letter['recipients']} is of no row: {letter['message_id']}"


def on_both_ways(seen: Evidence) -> Iterator[str]:
    """The desk tells everything in the chat and by mail: where one row is, the other is too."""
    chats, mails = seen.keys("telegram"), seen.keys("mail")
    people = {chat: {id for id, key in mails.items() if key == email} for chat, email in seen.mailed.items()}
    for chat, boxes in people.items():
        mine = [id for id, key in chats.items() if int(key) == chat]
        notices = seen.rows("outbox", kind="notice")
        in_chat = {row["event_id"] for row in notices if row["address_id"] in mine}
        by_mail = {row["event_id"] for row in notices if row["address_id"] in boxes}
        yield from (f"event {event} is told to {chat} on one way only" for event in in_chat ^ by_mail)


def on_some_way(seen: Evidence) -> Iterator[str]:
    """What did not arrive where it was meant to has gone another way, or its reader wanted none of it."""
    notices = seen.rows("outbox", kind="notice")
    muted = {row["ticket_id"] for row in seen.rows("events", kind="TicketMuted")}
    arrived = {row["event_id"] for row in notices if row["state"] in DELIVERED or row["reason"] == "muted"}
    for row in notices:
        if row["reason"] == "muted" and row["ticket_id"] not in muted:
            yield f"outbox row {row['id']} is muted, and nobody has muted ticket {row['ticket_id']}"
        left = row["state"] in ("gone", "suppressed", "rerouted") and row["reason"] != "muted"
        if left and row["event_id"] not in arrived and _mailed(seen, row):
            yield f"notice {row['id']} ended as {row['state']} ({row['reason']}), and went no other way"


def confirmed(seen: Evidence) -> Iterator[str]:
    """Whoever was told that their address is proved has it; nobody has an address that was never theirs."""
    known = {(row["door"], row["external_id"]): row["person_id"] for row in seen.rows("identities")}
    for chat, email in {**seen.mailed, **seen.ledger.confirmed}.items():
        if known.get(("mail", email)) != known.get(("telegram", str(chat))):
            yield f"{email} belongs to person {known.get(('mail', email))}, and should to {chat}"


def _mailed(seen: Evidence, row: Row) -> bool:
    """Whether the requester of its ticket has been reachable by mail from the first."""
    whose = {ticket["id"]: ticket["requester"] for ticket in seen.rows("tickets")}
    emails = set(seen.mailed.values())
    owners = {one["person_id"] for one in seen.rows("identities", door="mail") if one["external_id"] in emails}
    return whose[row["ticket_id"]] in owners
