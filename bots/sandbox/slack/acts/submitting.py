"""A person submits or closes a modal; the acknowledgement says what becomes of it."""

from dataclasses import dataclass, field
from typing import Any

from bots.sandbox.slack.acts import payloads
from bots.sandbox.slack.acts.asking import Outcome, ask
from bots.sandbox.slack.acts.modals import close_all, close_top, push_modal, update_view
from bots.sandbox.slack.acts.state import Unsendable, check_sendable, fill
from bots.sandbox.slack.kinds import Json, Refused, User, View
from bots.sandbox.slack.standin import StandIn


@dataclass(frozen=True, slots=True)
class Submitted:
    """`result`: closed, errors, updated, pushed, cleared, or open where the person saw an error."""

    outcome: Outcome
    result: str
    errors: dict[str, str] = field(default_factory=dict)

    def json(self) -> Json:
        return self.outcome.json() | {"result": self.result, "errors": self.errors}


async def submit(slack: StandIn, user: User, view: View, values: Json) -> Submitted:
    if view.body["type"] != "modal" or "submit" not in view.body:
        raise Unsendable("this view has no submit button")
    fill(view.body["blocks"], view.values, values)
    check_sendable(view.body["blocks"], view.values)
    outcome = await ask(slack, "interactive", payloads.submission(slack, user, view))
    if outcome.status != "acked":
        return Submitted(outcome, "open")
    try:
        return _obey(slack, user, view, outcome)
    except Refused as refusal:
        slack.journal.violation("view_submission", "bad_response_action", error=refusal.error, why=refusal.messages)
        return Submitted(outcome, "open")


def _obey(slack: StandIn, user: User, view: View, outcome: Outcome) -> Submitted:
    answer: dict[str, Any] = outcome.ack_payload or {}
    match answer.get("response_action"):
        case None:
            _close(slack, user, view)
            return Submitted(outcome, "closed")
        case "clear":
            close_all(slack, user.id)
            return Submitted(outcome, "cleared")
        case "update":
            update_view(slack, view, answer.get("view"))
            return Submitted(outcome, "updated")
        case "push":
            push_modal(slack, user.id, answer.get("view"))
            return Submitted(outcome, "pushed")
        case "errors":
            return Submitted(outcome, "errors", _errors(view, answer.get("errors")))
    raise Refused("unknown_response_action")


def _close(slack: StandIn, user: User, view: View) -> None:
    """The submitted view goes; those below stay, unless the view asked to clear the stack."""
    stack = slack.world.modals[user.id]
    if view.body.get("clear_on_close"):
        close_all(slack, user.id)
    elif view.id in stack:
        stack.remove(view.id)
        slack.world.views.pop(view.id, None)
        slack.world.pulse.beat()


def _errors(view: View, errors: Any) -> dict[str, str]:
    """Errors can stand only under input blocks of the view."""
    inputs = {block["block_id"] for block in view.body["blocks"] if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or set(errors) - inputs:
        raise Refused("invalid_errors", f"{errors!r} names blocks other than {sorted(inputs)}")
    return errors


async def close(slack: StandIn, user: User, everything: bool) -> list[Outcome]:
    """Closed by the person; the app hears of views that asked to be told."""
    top = close_top(slack, user.id)
    if top is None:
        raise Unsendable("no modal is open", 404)
    cleared = everything or bool(top.body.get("clear_on_close"))
    closed = [top, *(close_all(slack, user.id) if cleared else [])]
    told = [view for view in closed if view.body.get("notify_on_close")]
    return [await ask(slack, "interactive", payloads.closing(slack, user, view, cleared)) for view in told]
