"""Letters that nobody understood, for the agents' channel."""

import sqlalchemy as sa

from core.inbox import unread
from core.kinds import PersonId
from core.outbox.stray import SHOWN
from core.views.card import who
from core.views.parts import StrayLetter


def stray(conn: sa.Connection, id: int) -> StrayLetter | None:
    row = unread.find(conn, id)
    if row is None or row.source not in SHOWN:
        return None
    became, kept = row.outcome or {}, row.payload
    return StrayLetter(
        row.id, row.state, str(kept.get("digest") or ""), int(kept.get("oversize") or kept.get("size") or 0),
        row.received_at, row.error or "", str(became.get("outcome") or ""), str(became.get("ticket") or ""),
        who(conn, PersonId(became["by"])) if became.get("by") else None,
    )  # fmt: skip
