"""From a stranger's particulars to a client: asked, changed, withdrawn, approved, declined (A5)."""

from core.clock import DAY
from core.errors import Code, Refusal
from core.inbox import waiting as inbox
from core.journeys import admitting
from core.kinds import Door, Outcome, PersonId, Prompt, RegistrationId
from core.people import particulars, requests, store
from core.people.commands import (
    ApproveRegistration,
    DeclineRegistration,
    PutOff,
    RequestRegistration,
    WithdrawRegistration,
)
from core.people.person import Caller, Proof, Stands
from core.people.registration import HOUSE
from core.people.requests import Request
from core.profile.schema import Profile
from core.storage.unit import Unit
from core.texts import clean, shorten

REASON = 1000


def request_registration(unit: Unit, command: RequestRegistration, by: Caller, profile: Profile) -> Outcome:
    """A request that waits, or was withdrawn, is changed in place, so that one person is one message to the agents."""
    if profile.access.strangers == "refused":
        raise Refusal(Code.CLOSED)
    said = particulars.read_all(profile.access.particulars, command.particulars)
    requests.lock(unit, by.person.id)
    before = requests.latest(unit.conn, by.person.id)
    if before is not None and before.state is Stands.DECLINED and unit.now < (before.decided_at or 0) + DAY:
        raise Refusal(Code.DECLINED)
    door, address = _asked_at(unit, by, proved=command.proved)
    again = before if before is not None and before.state in (Stands.WAITING, Stands.WITHDRAWN) else None
    unit.registrations.append(
        requests.put(unit, again, by.person.id, door, address, said, command.words, proved=command.proved)
    )
    return Outcome()


def _asked_at(unit: Unit, by: Caller, *, proved: bool) -> tuple[Door, str]:
    """Where the person is answered. Whoever holds what was mailed to their address has proved it."""
    assert by.door is not None, "a request comes through a door"
    address = store.external_ids(unit.conn, by.person.id, by.door)[-1]
    if proved and by.door is Door.MAIL:
        store.prove(unit, by.door, address, Proof.LINK)
    return by.door, address


def withdraw_registration(unit: Unit, command: WithdrawRegistration, by: Caller, profile: Profile) -> Outcome:
    requests.lock(unit, by.person.id)
    waits = requests.latest(unit.conn, by.person.id)
    if waits is None or waits.state is not Stands.WAITING:
        raise Refusal(Code.NO_REQUEST)
    requests.decide(unit, waits.id, Stands.WITHDRAWN, by.person.id)
    unit.registrations.append(waits.id)
    return Outcome()


def approve_registration(unit: Unit, command: ApproveRegistration, by: Caller, profile: Profile) -> Outcome:
    """They are a client at once; letters that waited for that are read again in the same unit."""
    waits = _undecided(unit, command.registration)
    id = admitting.admit(unit, waits, by, command.person, command.company)
    close(unit, waits, Stands.APPROVED, by)
    requests.hand_on(unit, waits.person, id)
    _read_again(unit, id, waits)
    return Outcome()


def granted(unit: Unit, id: PersonId) -> None:
    """An operator has let somebody in on the machine itself: a request of theirs is at its end."""
    requests.lock(unit, id)
    waits = requests.latest(unit.conn, id)
    if waits is None or waits.state is not Stands.WAITING:
        return
    admitting.named(unit, waits)
    close(unit, waits, Stands.APPROVED, Caller(HOUSE, None))
    _read_again(unit, id, waits)


def _read_again(unit: Unit, id: PersonId, request: Request) -> None:
    for address in {request.address, *store.external_ids(unit.conn, id, Door.MAIL)}:
        inbox.put_back(unit, address, admitting.LETTERS)


def decline_registration(unit: Unit, command: DeclineRegistration, by: Caller, profile: Profile) -> Outcome:
    waits = _undecided(unit, command.registration)
    reason = clean(command.reason)
    if len(reason) > REASON:
        raise Refusal(Code.TOO_LONG, limit=REASON, length=len(reason))
    if command.told and not reason:
        raise Refusal(Code.EMPTY)
    close(unit, waits, Stands.DECLINED, by, reason, told=command.told)
    return Outcome()


def close(unit: Unit, request: Request, state: Stands, by: Caller, reason: str = "", *, told: bool = False) -> None:
    """The request is decided, the agents see by whom, and the person is told where they asked."""
    requests.decide(unit, request.id, state, by.person.id or None, reason, told=told)
    unit.registrations.append(request.id)
    asker = store.person(unit.conn, request.person)
    content = {
        "screen": "registration", "letter": f"registration-{state}", "reason": reason if told else "",
        "language": asker.language if asker else "", "letters": inbox.put_off(unit.conn, request.address),
    }  # fmt: skip
    dedupe = f"registration:{request.id}:{unit.now}"
    unit.tidings.append(Prompt(request.door, request.address, content, dedupe))


def put_off(unit: Unit, command: PutOff, by: Caller, profile: Profile) -> Outcome:
    """Raises Refusal(LET_IN) where the sender is by now, so that no letter is set aside a moment too late."""
    known = store.by_email(unit.conn, command.address)
    id = store.at_door(unit.conn, Door.MAIL, command.address) or (known.id if known else None)
    if id is None:
        return Outcome()
    requests.lock(unit, id)
    person = store.person(unit.conn, id)
    if person is not None and not person.stranger:
        raise Refusal(Code.LET_IN)
    return Outcome()


def _undecided(unit: Unit, id: RegistrationId) -> Request:
    """Raises Refusal: MISSING, or DECIDED by whom."""
    found = requests.find(unit.conn, id)
    if found is None:
        raise Refusal(Code.MISSING)
    requests.lock(unit, found.person)
    found = requests.find(unit.conn, id) or found
    if found.state is not Stands.WAITING:
        by = store.person(unit.conn, found.decided_by) if found.decided_by else None
        raise Refusal(Code.DECIDED, state=found.state.value, who=shorten(by.name, 100) if by else "—")
    return found
