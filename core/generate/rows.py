"""Lives as rows, table by table, ready to be written in bulk."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from core.generate.bulk import Sheet
from core.generate.life import Life
from core.sla import store as sla
from core.sla.policy import Policy
from core.sla.tables import silences, surveys
from core.tickets.history import events
from core.tickets.messages import messages
from core.tickets.mutes import mutes
from core.tickets.observers import observers
from core.tickets.store import tickets

COLUMNS: Mapping[sa.Table, tuple[str, ...]] = {
    messages: ("id", "ticket_id", "author", "audience", "by_staff", "at", "body"),
    events: ("id", "ticket_id", "seq", "at", "actor", "door", "kind", "audience", "version", "payload"),
    silences: ("ticket_id", "status", "due_at"),
    surveys: ("ticket_id", "due_at"),
    observers: ("ticket_id", "person_id", "at"),
    mutes: ("ticket_id", "person_id", "at"),
}


def sheets(lives: Sequence[Life], policy: Policy) -> list[Sheet]:
    """In an order in which every key is there before it is pointed at."""
    made = {table: Sheet(table.name, columns) for table, columns in COLUMNS.items()}
    first = Sheet(tickets.name, tuple(lives[0].row) if lives else ())
    for life in lives:
        first.rows.append(tuple(life.row.values()))
        made[messages].rows += life.said
        made[events].rows += life.history
        made[observers].rows += ((life.id, person, at) for person, at in life.observers.items())
        made[mutes].rows += ((life.id, person, at) for person, at in life.muted.items())
        if life.silence is not None:
            made[silences].rows.append((life.id, *life.silence))
        if life.survey is not None:
            made[surveys].rows.append((life.id, life.survey))
    return [first, *made.values(), *_clocks(lives, policy)]


def _clocks(lives: Sequence[Life], policy: Policy) -> list[Sheet]:
    made: dict[str, Sheet] = {}
    for life in lives:
        for table, kept in zip(sla.TABLES, sla.rows(life.id, policy, life.course), strict=True):
            for key, values in kept.items():
                if table.name not in made:
                    names = (column.name for column in table.primary_key)
                    made[table.name] = Sheet(table.name, (*names, *values))
                made[table.name].rows.append((*key, *values.values()))
    return list(made.values())
