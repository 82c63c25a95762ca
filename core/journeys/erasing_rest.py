"""What of somebody who is forgotten could not go at once: inputs under way then, the index's old pages, contents."""

import sqlalchemy as sa

from core.inbox.store import inbox
from core.kinds import Instant, Outcome
from core.people import erasures
from core.people.identity import EraseRest
from core.people.person import Caller
from core.profile.schema import Profile
from core.search import shelf
from core.storage.unit import Unit
from core.tickets.files import attachments
from core.tickets.messages import messages

BATCH = 100


def erase_rest(unit: Unit, command: EraseRest, by: Caller, profile: Profile) -> Outcome:
    """A step. The contents that are left then are those that nobody names: whoever keeps files drops them."""
    found = erasures.locked(unit, command.erasure)
    if found is None:
        return Outcome()
    rest, at = dict(found[0]), found[1]
    more, digests = _inputs(unit, rest["conversations"], at)
    named = _named(unit, {*rest["files"], *digests})
    rest["files"] = sorted({*rest["files"], *digests} - named)
    tidy = shelf.tidied(unit, begun=rest.get("begun", False))
    rest |= {"begun": True, "settled": tidy and not more}
    over = rest["settled"] and not rest["files"]
    erasures.change(unit, command.erasure, None if over else rest)
    return Outcome()


def _inputs(unit: Unit, conversations: list[str], at: Instant) -> tuple[bool, set[str]]:
    """Whether there are more, and the contents that they named. What is not settled yet has its turn first."""
    theirs = sa.and_(
        sa.or_(*(inbox.c.conversation.like(one, escape="\\") for one in conversations), sa.false()),
        inbox.c.received_at <= at,
    )
    query = sa.select(inbox.c.id, inbox.c.payload, inbox.c.state).where(theirs).order_by(inbox.c.id).limit(BATCH)
    rows = unit.conn.execute(query.with_for_update(skip_locked=True)).all()
    settled = [row for row in rows if row.state != "new"]
    for row in settled:
        gone = inbox.update().where(inbox.c.id == row.id).values(payload={}, conversation=f"gone:{row.id}")
        unit.conn.execute(gone.values(error=None, outcome=None, state="done"))
    return bool(rows), {str(row.payload["digest"]) for row in settled if row.payload.get("digest")}


def _named(unit: Unit, digests: set[str]) -> set[str]:
    """What others' messages or inputs are still to be read from."""
    if not digests:
        return set()
    files = sa.select(attachments.c.digest).where(attachments.c.digest.in_(digests))
    letters = sa.select(messages.c.origin["letter"].as_string()).where(
        messages.c.origin["letter"].as_string().in_(digests)
    )
    inputs = sa.select(inbox.c.payload["digest"].as_string()).where(inbox.c.payload["digest"].as_string().in_(digests))
    return {str(one) for query in (files, letters, inputs) for one in unit.conn.execute(query).scalars()}
