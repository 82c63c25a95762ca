"""What a card says of its requester's orders (E2)."""

import sqlalchemy as sa

from core.profile.catalogue import Lookup
from core.profile.schema import Profile
from core.tickets import orders
from core.tickets.model import Ticket
from core.views.parts import Label, Orders

NO_PROBLEM = ("found", "asked")


def ordered(conn: sa.Connection, profile: Profile, ticket: Ticket) -> Orders | None:
    """Nothing before the first answer has come, and nothing where the look-up is not about the ticket."""
    if profile.lookup is None or not orders.concerns(profile.lookup, ticket.brand):
        return None
    known = orders.of_person(conn, ticket.requester)
    if known is None or known.state == "asked":
        return None
    kept = known.said.get("orders") or []
    found = tuple(tuple((_label(profile.lookup, name), text) for name, text in one) for one in kept)
    problem = "" if known.state in NO_PROBLEM else known.state
    return Orders(found, int(known.said.get("count") or 0), known.at, problem, known.asking, known.again)


def _label(lookup: Lookup, name: str) -> Label:
    if name.isdecimal() and int(name) < len(lookup.show):
        return lookup.show[int(name)].label
    return {"": name}
