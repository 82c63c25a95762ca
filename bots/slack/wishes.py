"""What a press or a filled-in modal asks for: one command, its key, and where an answer belongs."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bots.slack import registering
from bots.slack import wishes_relations as relations
from bots.slack.fields import BODY, FILES, GROUP, HIDDEN, NOBODY, PERSON, STATUS, UNTIL, answers, changes, entered
from bots.slack.keeping import wishes as administering
from bots.slack.making import wanted as making
from bots.slack.wire import (
    ACK,
    AGAIN,
    ANSWERING,
    ASSIGN,
    CLAIM,
    CORRECT,
    EML,
    END,
    INCIDENTS,
    MAKE,
    MERGE,
    MOVE,
    NOTE,
    ORDERS,
    PARENT,
    PROBLEM,
    REPLY,
    RESTORE,
    RETRY,
    SHELVE,
    SNOOZE,
    SPAM,
    SPLIT,
    TAKE_BACK,
    TRIAGE,
    UNMERGE,
    UNWATCH,
    WATCH,
    WITHDRAW,
    Payload,
    Place,
    Subject,
    Unreadable,
    attachments,
    message,
    place,
    wanted,
    within,
)
from core.api.commands import (
    Acknowledge,
    AddNote,
    Aspect,
    Assign,
    Attend,
    Claim,
    EditMessage,
    FetchLetter,
    Handing,
    LookAgain,
    MarkAsSpam,
    MoveStatus,
    Reply,
    RestoreFromSpam,
    RestorePause,
    ShelveInput,
    TakeBack,
    Triage,
    TryInput,
    Unmerge,
    Unwatch,
    Watch,
    WithdrawMessage,
)
from core.api.kinds import SECOND, Command, Instant, MessageId, PersonId
from core.api.shapes import Deed


@dataclass(frozen=True, slots=True)
class Wish:
    """A payload that changes something, understood. `key` is the same however often Slack or the person repeats it."""

    command: Command
    user: str
    key: str
    place: Place

    @property
    def conversation(self) -> str:
        return f"{self.place.channel}:{self.place.thread}"


def wish(body: Payload) -> Wish:
    """Raises Unreadable for what is not, or no longer, understood."""
    try:
        read = _submitted if body["type"] == "view_submission" else _pressed
        return read(body)
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise Unreadable(repr(error)) from error


def _pressed(body: Payload) -> Wish:
    action, user = body["actions"][0], str(body["user"]["id"])
    key = f"slack:{action['action_ts']}:{action['action_id']}:{user}"
    return Wish(_meant(body), user, key, place(body))


def _meant(body: Payload) -> Command:
    strange = registering.PRESSES.get(body["actions"][0]["action_id"])
    if strange:
        return strange(body)
    if (administered := administering.pressed(body)) is not None:
        return administered
    button, about = wanted(body)
    return PRESSES[button](about)


def _submitted(body: Payload) -> Wish:
    """The key has the entered values in it: after an error the view comes back under the same id and hash."""
    view = body["view"]
    values = json.dumps(view["state"]["values"], sort_keys=True).encode()
    key = f"slack:{view['id']}:{view['hash']}:{hashlib.sha256(values).hexdigest()[:16]}"
    strange = registering.SUBMISSIONS.get(view["callback_id"])
    administered = administering.submitted(view)
    command = administered or (strange(view) if strange else SUBMISSIONS[view["callback_id"]](view, within(body)))
    return Wish(command, str(body["user"]["id"]), key, place(body))


def _reply(view: Payload, about: Subject) -> Command:
    """`to` of the modal is the last word that it has shown."""
    given = entered(view)
    return Reply(
        about.ticket, given.get(BODY) or "", attachments(given.get(FILES) or []), str(given.get(STATUS) or ""),
        about.rev, _instant(given.get(UNTIL)), bool(given.get(HIDDEN)), message(about), answers(given),
    )  # fmt: skip


def _note(view: Payload, about: Subject) -> Command:
    given = entered(view)
    return AddNote(about.ticket, given.get(BODY) or "", attachments(given.get(FILES) or []))


def _correct(view: Payload, about: Subject) -> Command:
    return EditMessage(about.ticket, MessageId(about.rev), entered(view).get(BODY) or "")


def _again(view: Payload, about: Subject) -> Command:
    return RestorePause(about.ticket, about.rev, entered(view).get(BODY) or "")


def _move(view: Payload, about: Subject) -> Command:
    given = entered(view)
    until, hidden = _instant(given.get(UNTIL)), bool(given.get(HIDDEN))
    to = about.to or str(given.get(STATUS) or "")
    return MoveStatus(about.ticket, to, about.rev, given.get(BODY) or "", until, hidden, fields=answers(given))


def _triage(view: Payload, about: Subject) -> Command:
    """Only what was changed is said; what was emptied is taken away."""
    given, changed = entered(view), changes(view)
    said: dict[str, Any] = {aspect.value: changed[aspect] or "" for aspect in Aspect if aspect in changed}
    if Aspect.DUE in changed:
        said[Aspect.DUE] = _instant(changed[Aspect.DUE]) or ""
    handing = Handing(about.rev, _person(given), given.get(GROUP)) if changed.keys() & {PERSON, GROUP} else None
    return Triage(about.ticket, said, answers(changed), bool(given.get(HIDDEN)), handing)


def _assign(view: Payload, about: Subject) -> Command:
    given = entered(view)
    return Assign(about.ticket, about.rev, _person(given), given.get(GROUP), bool(given.get(HIDDEN)))


def _person(given: Mapping[str, Any]) -> PersonId | None:
    person = given.get(PERSON) or NOBODY
    return None if person == NOBODY else PersonId(int(person))


def _instant(seconds: Any) -> Instant | None:
    return int(seconds) * SECOND if seconds else None


PRESSES: Mapping[str, Callable[[Subject], Command]] = {
    CLAIM: lambda about: Claim(about.ticket, about.rev),
    ACK: lambda about: Acknowledge(about.ticket),
    SPAM: lambda about: MarkAsSpam(about.ticket),
    RESTORE: lambda about: RestoreFromSpam(about.ticket),
    TAKE_BACK: lambda about: TakeBack(about.ticket, MessageId(about.rev)),
    EML: lambda about: FetchLetter(about.ticket, message(about)),
    RETRY: lambda about: TryInput(about.ticket),
    SHELVE: lambda about: ShelveInput(about.ticket),
    ANSWERING: lambda about: Attend(about.ticket, Deed.ANSWER),
    UNMERGE: lambda about: Unmerge(about.ticket),
    ORDERS: lambda about: LookAgain(about.ticket),
    WATCH: lambda about: Watch(about.ticket),
    UNWATCH: lambda about: Unwatch(about.ticket),
    **dict.fromkeys((MOVE, END), lambda about: MoveStatus(about.ticket, about.to, about.rev)),
}
SUBMISSIONS: Mapping[str, Callable[[Payload, Subject], Command]] = {
    REPLY: _reply,
    NOTE: _note,
    AGAIN: _again,
    MOVE: _move,
    TRIAGE: _triage,
    ASSIGN: _assign,
    PROBLEM: relations.problem,
    PARENT: relations.parent,
    MERGE: relations.merge,
    SPLIT: relations.split,
    SNOOZE: relations.snooze,
    INCIDENTS: relations.incidents,
    MAKE: making.make,
    CORRECT: _correct,
    WITHDRAW: lambda view, about: WithdrawMessage(about.ticket, MessageId(about.rev)),
}
