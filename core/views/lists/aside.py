"""What a list of spam says of each ticket, beside what every list says (E3)."""

from typing import Any

import sqlalchemy as sa

from core.spam.model import Judge, Verdict
from core.spam.verdicts import read, verdicts
from core.texts import shorten
from core.tickets.files import attachments
from core.tickets.messages import messages
from core.tickets.store import tickets
from core.views.parts import SetAside

BEGINNING = 500
_earliest = (
    sa.select(messages.c.id)
    .where(messages.c.ticket_id == tickets.c.id, messages.c.audience == "public")
    .order_by(messages.c.id)
    .limit(1)
    .correlate(tickets)
    .scalar_subquery()
)
_files = sa.select(sa.func.count()).where(attachments.c.message_id == messages.c.id).correlate(messages)


def with_words(lines: sa.Select[Any]) -> sa.Select[Any]:
    """Lines, each with the beginning of its first public word, what came along, and who took it for spam."""
    found = lines.outerjoin(messages, messages.c.id == _earliest)
    return found.outerjoin(verdicts, verdicts.c.ticket_id == tickets.c.id).add_columns(
        sa.func.substr(messages.c.body, 1, BEGINNING + 1).label("said"),
        messages.c.origin,
        _files.scalar_subquery().label("files"),
        tickets.c.spam,
        verdicts.c.judge,
        verdicts.c.header,
        verdicts.c.score,
        verdicts.c.words,
    )


def set_aside(row: Any) -> SetAside:
    """Of such a line; whatever nobody has given a reason for, an agent has set aside."""
    return SetAside(
        body=shorten(row.said or "", BEGINNING),
        address=row.origin["address"] if row.origin else "",
        files=row.files,
        verdict=read(row) if row.judge else Verdict(Judge(row.spam)),
    )
