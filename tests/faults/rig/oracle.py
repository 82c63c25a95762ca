"""Compares what the outside remembers with the database. Every finding is a sentence; none is the only good answer."""

from collections import Counter
from collections.abc import Iterator
from heapq import merge

from tests.faults.rig.deeds import albums, choices, edits, links, mutes
from tests.faults.rig.evidence import TOKEN, Evidence, Row, json_of, waiting
from tests.faults.rig.ledger import Way, Word
from tests.faults.rig.letters import confirmed, letters_counted, on_both_ways, on_some_way
from tests.faults.rig.notices import (
    cards,
    ended_notices,
    nobody_forgotten,
    nothing_invented,
    passed_on,
    secrets,
    told_once_or_twice,
)

NEAR = 6


def findings(seen: Evidence) -> list[str]:
    checks = (
        settled_inputs, whole_words, order_of_words, agents_words, histories, ended_notices, told_once_or_twice,
        passed_on, nobody_forgotten, nothing_invented, cards, secrets, letters_counted, on_both_ways, on_some_way,
        confirmed, albums, edits, links, choices, mutes,
    )  # fmt: skip
    return [*seen.complaints, *(found for check in checks for found in check(seen))]


def settled_inputs(seen: Evidence) -> Iterator[str]:
    """Every confirmed update and every acknowledged event is one row, done; nothing is left half way.

    A press that could not be brought for two minutes is given up by Telegram itself.
    """
    rows = Counter(row["external_id"] for row in seen.rows("inbox") if row["source"].startswith("telegram"))
    for update in seen.updates:
        count = rows.pop(str(update["update_id"]), 0)
        if update["expired"] and update["kind"] == "callback_query":
            continue
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
        found += [f"dialogue {dialogue['key']}"] * waiting(dialogue).count(token)
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
    update = json_of(row["payload"])
    pressed = update.get("callback_query")
    return row["external_id"], f"[{pressed['data']}]" if pressed else str(update.get("message", {}).get("text"))


def order_of_words(seen: Evidence) -> Iterator[str]:
    """One customer's words stand in each ticket in the order in which they were typed; what waits may be overtaken."""
    typed = {word.token: place for place, word in enumerate(seen.ledger.words) if word.way is Way.TEXT}
    for ticket in seen.rows("tickets"):
        stand = [token for token in _standing(seen, ticket) if token in typed]
        if stand != sorted(stand, key=typed.__getitem__):
            yield f"in ticket {ticket['id']} words stand as {stand}"


def _standing(seen: Evidence, ticket: Row) -> list[str]:
    """Tokens by message. A subject is part of the first one, wherever its words were typed among the others."""
    messages = seen.rows("messages", ticket_id=ticket["id"])
    said = [list(dict.fromkeys(TOKEN.findall(row["body"]))) for row in messages]
    first = said[0] if said else []
    named = [token for token in TOKEN.findall(ticket["subject"]) if token not in first]
    return [*merge(named, first), *(token for words in said[1:] for token in words)]


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
