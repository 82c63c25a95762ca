"""What holds somebody's words beside their own row: messages, contents, histories, what was posted to them."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from core.kinds import PersonId, TicketId
from core.outbox.store import attempts, outbox
from core.spam.lessons import lessons
from core.spam.verdicts import verdicts
from core.storage.unit import Unit
from core.tickets.aspects import FIELD, Aspect
from core.tickets.files import attachments
from core.tickets.handling_events import TicketTriaged
from core.tickets.history import events
from core.tickets.mailed import LETTER
from core.tickets.messages import messages, versions
from core.tickets.model import FileState

NOTHING = "—"
"""In the place of a text that is gone."""
REASON = "forgotten"
OPEN = ("pending", "sending")


def blank_words(unit: Unit, me: PersonId, asked: Sequence[TicketId]) -> set[str]:
    """What they wrote, in every version, and their files; the digests of contents that may be nobody's now."""
    mine = sa.select(messages.c.id).where(messages.c.author == me)
    unit.conn.execute(versions.delete().where(versions.c.message_id.in_(mine)))
    blank = {"body": NOTHING, "body_rev": messages.c.body_rev + 1}
    unit.conn.execute(messages.update().where(messages.c.author == me).values(blank))
    for known in (lessons, verdicts):
        unit.conn.execute(known.delete().where(known.c.ticket_id.in_(asked)))
    return _lost(unit, attachments.c.message_id.in_(mine))


def blank_origins(unit: Unit, me: PersonId) -> set[str]:
    """Where it was written, and the letters that it was taken from: they name their sender, whatever they say."""
    theirs = sa.and_(messages.c.author == me, messages.c.origin.is_not(None))
    came = unit.conn.execute(sa.select(messages.c.origin).where(theirs)).scalars()
    digests = {str(one["letter"]) for one in came if one and one.get("letter")}
    unit.conn.execute(messages.update().where(theirs).values(origin=None, album=None))
    mine = sa.select(messages.c.id).where(messages.c.author == me)
    return digests | _lost(unit, sa.and_(attachments.c.message_id.in_(mine), attachments.c.kind == LETTER))


def _lost(unit: Unit, which: sa.ColumnElement[bool]) -> set[str]:
    held = sa.select(attachments.c.digest).where(which, attachments.c.digest.is_not(None))
    digests = {str(one) for one in unit.conn.execute(held).scalars()}
    lost: dict[str, object] = {"name": NOTHING, "source": {}, "digest": None, "size": None, "reason": REASON}
    unit.conn.execute(attachments.update().where(which).values(state=FileState.LOST.value, **lost))
    return digests


def blank_history(unit: Unit, asked: Sequence[TicketId], *, words: bool) -> None:
    """A history names a contact by mail address, and repeats what a form was answered."""
    told = sa.and_(events.c.ticket_id.in_(asked), events.c.kind == TicketTriaged.__name__)
    for row in unit.conn.execute(sa.select(events.c.id, events.c.payload).where(told)).all():
        payload = {side: _without(row.payload[side], words=words) for side in ("now", "before")}
        if payload != row.payload:
            unit.conn.execute(events.update().where(events.c.id == row.id).values(payload=payload))


def _without(said: dict[str, Any], *, words: bool) -> dict[str, Any]:
    hidden = {name for name in said if name == Aspect.CONTACT or (words and name.startswith(FIELD))}
    return {name: (NOTHING if said[name] else said[name]) if name in hidden else said[name] for name in said}


def blank_posted(unit: Unit, places: Sequence[int]) -> None:
    """What was told to them, or was still to be told. How it fared stays."""
    theirs = outbox.c.address_id.in_(places)
    waiting = {"state": "suppressed", "settled_at": unit.now, "lease": None, "lease_until": None}
    unit.conn.execute(outbox.update().where(theirs, outbox.c.state.in_(OPEN)).values(waiting))
    told = sa.select(outbox.c.id).where(theirs)
    unit.conn.execute(attempts.update().where(attempts.c.outbox_id.in_(told)).values(detail=""))
    empty = {"content": None, "reason": REASON, "dedupe": sa.literal("gone:") + sa.cast(outbox.c.id, sa.Text)}
    unit.conn.execute(outbox.update().where(theirs).values(empty))
