"""How a ticket begins: what it is about, whose it is, and whose work it becomes (C1, A3, B4, E6)."""

from core.customers import reading
from core.errors import Code, Refusal
from core.kinds import Audience, Door, Outcome, PersonId, TicketId
from core.people import store as people
from core.people import zones
from core.people.person import Caller, Role
from core.profile import tree
from core.profile.schema import Profile
from core.storage.unit import Unit
from core.texts import clean, one_line, shorten
from core.tickets import aspects, assigning, copies, files, form, messages, spam, store, ties, watching
from core.tickets.aspects import Aspect
from core.tickets.commands import OpenTicket
from core.tickets.events import TicketContinued, TicketOpened
from core.tickets.intake import fits
from core.tickets.model import Ticket
from core.tickets.routing import Facts
from core.tickets.ties import Ties


def open_ticket(
    unit: Unit, command: OpenTicket, by: Caller, profile: Profile, company: int | None = None
) -> Outcome:  # fmt: skip
    """With a number of its own (C1). Nothing typed is cut away. `company`: whose place it comes from, if anybody's."""
    subject, body = _worded(command.subject, command.body, profile)
    if not subject and not command.attachments:
        raise Refusal(Code.EMPTY)
    fits(body, profile)
    requester = _requester(unit, command, by)
    before = _gone_on_with(unit, command, requester)
    answers = form.answered(profile, command.fields, staff=by.person.staff)
    form.within(profile, answers, lambda: zones.today(unit.conn, by.person, profile.zone, unit.now))
    tied = _tied(unit, profile, requester, answers, command, by, company)
    facts = _facts(unit, command, by, profile, requester, tied)
    form.demanded(profile, facts.type, answers, "open", staff=by.person.staff)
    values = {
        "prefix": profile.prefix,
        "subject": subject or shorten(files.named(command.attachments[0]), profile.limits.subject),
        "status": profile.start.status,
        "linked_to": command.linked_to,
        "type": facts.type, "priority": facts.priority, "category": facts.category, "service": facts.service,
        "brand": facts.brand, "source_id": facts.source, "level": facts.level,
        "fields": {id: text for id, text in answers.items() if text} or None,
        "source": _door(profile, command, by).value,
        **tied.columns,
    }  # fmt: skip
    suspected = spam.judged(unit, command, by, requester)
    id = store.insert(unit, by, requester, {**values, "spam": suspected.judge.value if suspected else None})
    message = messages.say(unit, id, by, body, Audience.PUBLIC, command.origin, by_staff=False)
    files.attach(unit, id, message, by.door or Door.API, command.attachments)
    if suspected:
        spam.set_aside(unit, id, by, requester, message, suspected, command.origin)
    else:
        store.opened(unit, id, by, requester, TicketOpened(message, command.linked_to), command.origin)
    _accompanied(unit, command, id, by, profile, aside=suspected is not None)
    if not suspected:
        assigning.routed(unit, id, profile, facts)
    if before is not None:
        store.change(unit, before, by, [TicketContinued(id)])
    return Outcome(id, f"{profile.prefix}-{id}")


def _accompanied(
    unit: Unit, command: OpenTicket, id: TicketId, by: Caller, profile: Profile, *, aside: bool
) -> None:  # fmt: skip
    """Who comes into copy with it (A4)."""
    if command.observers:
        watching.named(unit, store.locked(unit, id), command.observers, by, profile)
    if command.copies and not aside:
        copies.copied(unit, store.locked(unit, id), command.copies, command.origin, by, profile)


def _requester(unit: Unit, command: OpenTicket, by: Caller) -> PersonId:
    """Only staff open tickets for others (C1)."""
    _own_to_staff(command, by)
    if command.requester is None or command.requester == by.person.id:
        return by.person.id
    if not by.person.staff or people.person(unit.conn, command.requester) is None:
        raise Refusal(Code.MISSING)
    return command.requester


def _own_to_staff(command: OpenTicket, by: Caller) -> None:
    """What only the desk's people say of a ticket that begins. Raises Refusal(MISSING, CHOICE)."""
    if not by.person.staff and (command.ties or command.came_by):
        raise Refusal(Code.MISSING)
    if command.ties.keys() - {aspect.value for aspect in aspects.TIES}:
        raise Refusal(Code.CHOICE, aspect="")


def _door(profile: Profile, command: OpenTicket, by: Caller) -> Door:
    """How it came: through the door that it is opened at, unless the desk has another such as the phone (C1, X10)."""
    came = command.came_by
    return came if came is not None and came.value in profile.doors else by.door or Door.API


def _gone_on_with(unit: Unit, command: OpenTicket, requester: PersonId) -> Ticket | None:
    """The requester's own earlier ticket. Somebody else's is missing, as everywhere (D8, agreement 12)."""
    if command.linked_to is None:
        return None
    before = store.locked(unit, command.linked_to)
    if before.requester != requester:
        raise Refusal(Code.MISSING)
    return before


def _facts(
    unit: Unit, command: OpenTicket, by: Caller, profile: Profile, requester: PersonId, tied: Ties
) -> Facts:  # fmt: skip
    service = _service(command.service, by, profile)
    return Facts(
        type=_type(command.type, service, by, profile),
        priority=_picked(profile, Aspect.PRIORITY, command.priority) or profile.default_priority.id,
        category=_picked(profile, Aspect.CATEGORY, command.category),
        service=service,
        brand=_picked(profile, Aspect.BRAND, command.brand),
        source=_source(profile, command, by),
        level=ties.level(unit.conn, profile, requester, tied, unit.now),
    )


def _picked(profile: Profile, aspect: Aspect, id: str | None) -> str | None:
    return aspects.offered(profile, aspect, id) if id else None


def _source(profile: Profile, command: OpenTicket, by: Caller) -> str | None:
    """The first of the door, unless another was said; how customers came is seen, and only staff say otherwise (C1)."""
    door, wanted = _door(profile, command, by).value, command.source
    of_door = [source.id for source in profile.sources if source.door == door]
    if wanted and not by.person.staff and wanted not in of_door:
        raise Refusal(Code.CHOICE, aspect=Aspect.SOURCE.value)
    return _picked(profile, Aspect.SOURCE, wanted) or next(iter(of_door), None)


def _service(wanted: str | None, by: Caller, profile: Profile) -> str | None:
    """Open to this person as a client of it; an unknown one and a closed one answer alike (A2, A3)."""
    if wanted is None:
        return None
    if profile.service(wanted) is None or not open_to(profile, wanted, by):
        raise Refusal(Code.SERVICE)
    if not tree.types_of(profile, wanted, public=not by.person.staff):
        raise Refusal(Code.SERVICE)
    return wanted


def open_to(profile: Profile, service: str, by: Caller) -> bool:
    """Whether somebody may open tickets of a service."""
    if Role.BLOCKED in by.person.roles:
        return False
    if by.person.staff or not tree.granted_only(profile, service):
        return True
    held = by.person.roles_on(one.id for one in tree.path(profile, service))
    return bool(by.person.grants) and Role.CLIENT in held


def _type(wanted: str | None, service: str | None, by: Caller, profile: Profile) -> str:
    """Customers open what is offered to them there; an internal type is the staff's (B2)."""
    there = [one.id for one in tree.types_of(profile, service, public=not by.person.staff)]
    if wanted is not None and wanted not in there:
        raise Refusal(Code.UNKNOWN_TYPE)
    return wanted or usual_type(profile, service, staff=by.person.staff)


def usual_type(profile: Profile, service: str | None, *, staff: bool) -> str:
    """Of a ticket whose type nobody has said: the desk's own, or else the first of those that the service offers."""
    there = [one.id for one in tree.types_of(profile, service, public=not staff)]
    usual = profile.default_type
    return usual if usual in there or service is None else there[0]


def _tied(
    unit: Unit, profile: Profile, requester: PersonId, answers: dict[str, str], command: OpenTicket, by: Caller,
    company: int | None,
) -> Ties:  # fmt: skip
    """Customers name what is their companies'; who is of one company alone is of that one."""
    mine = [company.id for company in reading.companies_of(unit.conn, requester)]
    said = aspects.referred(profile, answers) | {Aspect(name): text for name, text in command.ties.items() if text}
    own = Ties(company=company or (mine[0] if len(mine) == 1 else None))
    try:
        found = ties.tied(unit.conn, said, own, None if by.person.staff else mine)
    except Refusal as refusal:
        raise aspects.by_field(profile, answers, refusal) from refusal
    return ties.contracted(unit.conn, profile, found, unit.now)


def _worded(subject: str, body: str, profile: Profile) -> tuple[str, str]:
    """Subject and body. A subject that is too long for its place stands whole at the head of the body."""
    subject, body = clean(subject), clean(body)
    first = one_line(subject or next((line for line in body.splitlines() if one_line(line)), ""))
    short = shorten(first, profile.limits.subject)
    if subject and short != one_line(subject):
        body = f"{subject}\n\n{body}".strip()
    return short, body
