"""The oracle's eye on what takes several inputs: albums, edits, tickets that go on with others, choices."""

from collections import Counter
from collections.abc import Iterator

from tests.faults.rig.evidence import Evidence, json_of, waiting
from tests.faults.rig.ledger import Way, Word

TOLD_TO_STAFF = ("TicketEscalated", "TicketMuted", "TicketUnmuted", "TicketContinued", "ChoiceAsked")


def albums(seen: Evidence) -> Iterator[str]:
    """What was sent as one is one message with all its files, or waits as a whole."""
    bodies = {row["id"]: row["body"] for row in seen.rows("messages")}
    for word in seen.ledger.words:
        rows = [row for row in seen.rows("attachments") if row["name"] in word.names]
        kept = sum(waiting(row).count(name) for row in seen.rows("dialogues") for name in word.names)
        places = {row["message_id"] for row in rows}
        whole = Counter(row["name"] for row in rows) == Counter(word.names) and len(places) == 1
        if not (whole and kept == 0 if rows else kept == word.files):
            yield f"the {word.files} files of {word.token} are in messages {sorted(places)}, and {kept} of them wait"
        if places and not any(word.token in bodies[place] for place in places):
            yield f"the files of {word.token} stand without it, in {sorted(places)}"
    for row in seen.rows("attachments"):
        if row["state"] == "loading":
            yield f"file {row['id']} ({row['name']}) is still loading"


def edits(seen: Evidence) -> Iterator[str]:
    """A word that was edited stands as it was written last. A title is edited only while it waits."""
    for word in seen.ledger.words:
        if word.revision and word.way is Way.TEXT:
            yield from (f"{word.written} stands as {text!r}" for text in _texts(seen, word) if word.written not in text)
    for row in seen.rows("messages"):
        count = len(seen.rows("message_versions", message_id=row["id"]))
        if row["body_rev"] != count + 1:
            yield f"message {row['id']} is at revision {row['body_rev']} and has {count} earlier texts"


def _texts(seen: Evidence, word: Word) -> Iterator[str]:
    yield from (row["body"] for row in seen.rows("messages") if word.token in row["body"])
    yield from (waiting(row) for row in seen.rows("dialogues") if word.token in waiting(row))


def links(seen: Evidence) -> Iterator[str]:
    """A ticket that goes on with another is one, and its predecessor says so once (D8)."""
    continued = Counter(
        (row["ticket_id"], json_of(row["payload"])["by"]) for row in seen.rows("events", kind="TicketContinued")
    )
    linked = Counter((row["linked_to"], row["id"]) for row in seen.rows("tickets") if row["linked_to"])
    for before, after in continued.keys() | linked.keys():
        if (continued[before, after], linked[before, after]) != (1, 1):
            yield f"ticket {after} goes on with {before}: told {continued[before, after]} times"
    whose = {row["id"]: row["requester"] for row in seen.rows("tickets")}
    yield from (f"ticket {after} goes on with a stranger's {before}" for before, after in linked
                if whose[before] != whose[after])  # fmt: skip


def choices(seen: Evidence) -> Iterator[str]:
    """A choice ends by a press or in time (D7); the agents are told of it, and of what else customers decide, once."""
    for ticket in seen.rows("tickets"):
        if ticket["choice_until"]:
            yield f"ticket {ticket['id']} still waits for a choice, long after its time"
    told = Counter(row["event_id"] for row in seen.rows("outbox", kind="log"))
    for row in seen.rows("events"):
        if row["kind"] in TOLD_TO_STAFF and told[row["id"]] != 1:
            yield f"{row['kind']} of ticket {row['ticket_id']} is told to the agents by {told[row['id']]} rows"


def mutes(seen: Evidence) -> Iterator[str]:
    """Muted and unmuted in turn: a press that was carried out twice would stand there twice."""
    kinds: dict[int, list[str]] = {}
    for row in seen.rows("events"):
        if row["kind"] in ("TicketMuted", "TicketUnmuted"):
            kinds.setdefault(row["ticket_id"], []).append(row["kind"])
    for ticket, found in kinds.items():
        if any(kind != ("TicketUnmuted" if place % 2 else "TicketMuted") for place, kind in enumerate(found)):
            yield f"ticket {ticket} was muted and unmuted out of turn: {found}"
