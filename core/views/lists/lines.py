"""Lines of agents' lists, put together from rows."""

from typing import Any

import sqlalchemy as sa

from core.kinds import TicketId
from core.people.store import persons
from core.profile.schema import Profile
from core.tickets.store import tickets
from core.views.about import named
from core.views.card import choice
from core.views.lists.shapes import DeskLine
from core.views.parts import Choice

_requester, _assignee = persons.alias("requester"), persons.alias("assignee")
_COLUMNS = (
    tickets.c.prefix, tickets.c.subject, tickets.c.status, tickets.c.priority, tickets.c.brand, tickets.c.opened_at,
    tickets.c.requester, _requester.c.name.label("asker"), _assignee.c.name.label("worker"),
)  # fmt: skip


def with_people(found: sa.Select[Any], *, falling: bool) -> sa.Select[Any]:
    """Tickets whose ids were found, in the order of their `key`; names are read for this one page only."""
    page = found.subquery("page")
    rows = page.join(tickets, tickets.c.id == page.c.id).join(_requester, _requester.c.id == tickets.c.requester)
    order = (page.c.key.desc(), page.c.id.desc()) if falling else (page.c.key, page.c.id)
    lines = sa.select(page, *_COLUMNS).select_from(rows.outerjoin(_assignee, _assignee.c.id == tickets.c.assignee))
    return lines.order_by(*order)


def line(profile: Profile, row: Any, *, staff: bool = True) -> DeskLine:
    status = profile.status(row.status)
    label = status.label if staff else status.customer_label or status.label
    return DeskLine(
        id=TicketId(row.id), number=f"{row.prefix}-{row.id}", subject=row.subject,
        status=Choice(row.status, label), open=status.kind.open,
        priority=choice(profile.priorities, row.priority), requester=row.asker, assignee=row.worker,
        opened_at=row.opened_at, brand=named(profile.brands, row.brand),
        due_at=getattr(row, "due", None), why=getattr(row, "why", None),
    )  # fmt: skip
