"""What somebody is called to while they are away: it waits for them, and is told in one letter when they are back."""

from core.kinds import Happened
from core.outbox import digest, store, told
from core.outbox.audience import Wish
from core.outbox.book import Book
from core.people import absences
from core.profile.schema import Profile
from core.tickets import store as tickets


def keep(book: Book, happened: Happened, wish: Wish, profile: Profile) -> None:
    """Beside what goes to whoever takes over."""
    unit, recorded = book.unit, happened.recorded
    ticket = tickets.find(unit.conn, recorded.ticket)
    for id in told.missing(unit.conn, profile, recorded.event, ticket, unit.now) if ticket else ():
        to, absence = book.desk_mail(id), absences.away(unit.conn, id, unit.now)
        if to is None or absence is None or id == recorded.actor:
            continue
        store.put(
            unit, to, wish.kind, wish.audience, dedupe=f"{wish.kind}:{recorded.id}:{to.id}", ticket=recorded.ticket,
            event=recorded.id, suppressed=digest.WAITS,
        )  # fmt: skip
        digest.hold(unit, id, absence.until)
