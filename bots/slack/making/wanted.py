"""What a filled-in window, or an emoji, asks for: one command (C1, E15)."""

from collections.abc import Mapping
from typing import Any

from bots.slack.fields import BODY, FILES, NEWCOMER, NOTE, REQUESTER, SUBJECT, answers, entered
from bots.slack.making.form import PERSONAL
from bots.slack.making.seed import Seed, read
from bots.slack.speech import Speech
from bots.slack.wire import Payload, Subject, attachments
from core.api.commands import Aspect, EnterTicket, Newcomer, OpenTicket
from core.api.kinds import SECOND, Command, Door, Outcome, PersonId

TIES = (Aspect.COMPANY, Aspect.CONTACT, Aspect.SITE, Aspect.EQUIPMENT, Aspect.CONTRACT)


def make(view: Payload, about: Subject) -> Command:
    """What was typed of somebody new goes before who is picked; neither is a newcomer of whom nothing is known."""
    given, seed = entered(view), read(view)
    newcomer = Newcomer(*(str(given.get(f"{NEWCOMER}{id}") or "") for id in PERSONAL))
    typed = newcomer != Newcomer("")
    picked = None if typed or not given.get(REQUESTER) else PersonId(int(given[REQUESTER]))
    opening = OpenTicket(
        given.get(SUBJECT) or "", _body(given), given.get(Aspect.TYPE),
        (*seed.attachments(), *attachments(given.get(FILES) or [])), seed.origin,
        service=given.get(Aspect.SERVICE), category=given.get(Aspect.CATEGORY), priority=given.get(Aspect.PRIORITY),
        brand=given.get(Aspect.BRAND), fields={id: said for id, said in answers(given).items() if said},
        requester=picked, source=given.get(Aspect.SOURCE), came_by=Door.PHONE if seed.phone else None,
        ties={tie.value: given[tie] for tie in TIES if given.get(tie)},
    )  # fmt: skip
    due = given.get(Aspect.DUE)
    return EnterTicket(
        opening, None if picked else newcomer, int(due) * SECOND if due else None, given.get(NOTE) or "", seed.answer
    )


def at_once(seed: Seed, requester: PersonId) -> Command:
    """As it stands, for whoever wrote it."""
    opening = OpenTicket("", seed.text, attachments=seed.attachments(), origin=seed.origin, requester=requester)
    return EnterTicket(opening, answer=seed.answer)


def made(command: Command, result: Outcome, say: Speech) -> str:
    """What whoever asked is told: of a call its number; of a message only that somebody was faster."""
    if not isinstance(command, EnterTicket):
        return ""
    if result.repeated:
        return say("slack-made-already", number=result.number)
    return "" if command.answer else say("slack-made-done", number=result.number)


def _body(given: Mapping[str, Any]) -> str:
    """A long text stands in several fields."""
    names = [name for name in given if name == BODY or name.startswith(f"{BODY}:")]
    ordered = sorted(names, key=lambda name: int(name.partition(":")[2] or 0))
    return "\n".join(str(given[name]).rstrip("\n") for name in ordered if given[name])
