"""Tickets that are made in a group chat, and what is said there about them (X1, A4)."""

from core.errors import Code, Refusal
from core.kinds import Audience, Outcome, Visitor
from core.people import group_chats, registration
from core.people.person import Caller, Person, Role
from core.profile.schema import Profile
from core.storage.unit import Unit
from core.tickets import editing, intake, made_in, opening, store
from core.tickets.commands import AddComment, EditMessage, OpenTicket
from core.tickets.events import CommentAdded, NoteAdded
from core.tickets.group_commands import EditInGroup, OpenInGroup, SpeakInGroup
from core.tickets.standing import standing


def open_in_group(unit: Unit, command: OpenInGroup, by: Caller, profile: Profile) -> Outcome:
    """It is whose words it is made of, where they are let in, else whose wish it was. A message makes one ticket.

    Raises Refusal(MISSING) where the desk does not serve the group, UNREGISTERED where neither is let in.
    """
    origin = command.origin
    chat = group_chats.find(unit.conn, origin.door, origin.address)
    if chat is None or not group_chats.serves(profile, chat):
        raise Refusal(Code.MISSING)
    if (before := made_in.at(unit.conn, chat, origin.ref)) is not None:
        return Outcome(before, f"{profile.prefix}-{before}", repeated=True)
    whose = Caller(_requester(unit, command.author, by.person, profile), by.door)
    wish = OpenTicket("", command.body, None, command.attachments, origin)
    opened = opening.open_ticket(unit, wish, whose, profile, chat.company)
    assert opened.ticket is not None
    made_in.put(unit, opened.ticket, chat, origin.ref, origin.topic)
    return opened


def _requester(unit: Unit, author: Visitor | None, asker: Person, profile: Profile) -> Person:
    """Words of the desk's own people that a customer wants a ticket of are the customer's matter."""
    wrote = registration.identify(unit, author, profile).person if author and _welcome(unit, author, profile) else None
    if wrote is not None and _let_in(wrote) and (asker.staff or not wrote.staff):
        return wrote
    if not _let_in(asker):
        raise Refusal(Code.UNREGISTERED if asker.stranger else Code.MISSING)
    return asker


def _welcome(unit: Unit, author: Visitor, profile: Profile) -> bool:
    """Nobody becomes known by what others want of their words, unless everybody is welcome (A5)."""
    return registration.recognised(unit.conn, author) is not None or registration.unknown(profile) is Role.CLIENT


def _let_in(person: Person) -> bool:
    return not person.stranger and Role.BLOCKED not in person.roles


def speak_in_group(unit: Unit, command: SpeakInGroup, by: Caller, profile: Profile) -> Outcome:
    """Members of the group take part in its tickets as observers do. Of whom nobody has let in, and what was said to a
    ticket that goes on in one of another place, only the agents read, so that nothing is lost. Raises Refusal(MISSING).
    """
    ticket, origin = store.locked(unit, command.ticket), command.origin
    chat = group_chats.find(unit.conn, origin.door, origin.address)
    if not group_chats.serves(profile, chat) or Role.BLOCKED in by.person.roles:
        raise Refusal(Code.MISSING)
    mine = standing(unit.conn, profile, ticket, by.person)
    comment = AddComment(ticket.id, command.body, command.attachments, origin)
    if mine.requester or mine.observer or by.person.staff:
        return intake.add_comment(unit, comment, by, profile)
    if begun := intake.begun(unit, comment, by):
        return intake.joined(unit, ticket, begun, comment, by)
    here = made_in.there(unit.conn, ticket.id, origin.door, origin.address) is not None
    if here and _let_in(by.person):
        if profile.status(ticket.status).final:
            raise Refusal(Code.FINAL, status=ticket.status, to="", open=())
        message = intake.said(unit, ticket, by, comment, Audience.PUBLIC, profile, by_staff=False)
        store.change(unit, ticket, by, [CommentAdded(message, False, True)], origin)
    else:
        message = intake.said(unit, ticket, by, comment, Audience.INTERNAL, profile, by_staff=False)
        store.change(unit, ticket, by, [NoteAdded(message)], origin)
    return Outcome(ticket.id, ticket.number)


def edit_in_group(unit: Unit, command: EditInGroup, by: Caller, profile: Profile) -> Outcome:
    """Raises Refusal(MISSING) for what somebody else has written, and where the group is not served any more."""
    chat = group_chats.find(unit.conn, command.origin.door, command.origin.address)
    if not group_chats.serves(profile, chat):
        raise Refusal(Code.MISSING)
    edit = EditMessage(command.ticket, command.message, command.body, part=command.origin.ref)
    return editing.edit_message(unit, edit, by, profile)
