"""Letters as the mail door hands them in, and who works on them."""

from core.kinds import Door, Origin, TicketId, Visitor
from core.spam.model import Judge, Verdict, Weighed
from core.tickets.commands import AddComment, OpenTicket
from tests.core.house import ANNA, House

EVE = Visitor(Door.MAIL, "eve@spam.example", "Eve", "en")
OLGA = Visitor(Door.MAIL, "olga@shop.example", "Ольга", "ru")
HEADER = Verdict(Judge.HEADER, "x-spam-status", 9.1)
WORDS = Verdict(Judge.WORDS, score=0.998, words=(Weighed("кредит", 2.4), Weighed("займ", 1.9)))


async def comes(
    house: House, text: str = "Кредит без отказа", by: Visitor = EVE, suspected: Verdict | None = None,
    *, unanswered: bool = False, linked_to: TicketId | None = None, ref: str | None = None,
) -> TicketId:  # fmt: skip
    """A letter has come; what it causes is committed."""
    count = len(house.rows("tickets"))
    origin = Origin(Door.MAIL, by.external_id, ref or f"<{count}@x.example>", unanswered=unanswered)
    command = OpenTicket(f"Letter {count}", text, origin=origin, linked_to=linked_to, suspected=suspected)
    outcome = await house.desk(command, by)
    assert outcome.ticket is not None
    return outcome.ticket


async def answered(house: House, ticket: TicketId, text: str = "Уже чиним") -> None:
    await house.desk(AddComment(ticket, text), ANNA)
