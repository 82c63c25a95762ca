"""A ticket that was escalated calls for the desk until an agent takes notice of it (D4, X2)."""

import sqlalchemy as sa

from core.profile.schema import Profile
from core.profile.states import Kind
from core.tickets import history
from core.tickets.events import SlaAcknowledged, StatusMoved
from core.tickets.model import Ticket


def calls(conn: sa.Connection, profile: Profile, ticket: Ticket) -> bool:
    """Whether nobody has taken notice since it came into such a status, whoever brought it there."""
    if profile.status(ticket.status).kind is not Kind.ESCALATED:
        return False
    since = history.of_kinds(conn, ticket.id, (StatusMoved, SlaAcknowledged))
    return not (since and isinstance(since[-1].event, SlaAcknowledged))
