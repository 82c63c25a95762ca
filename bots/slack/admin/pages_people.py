"""People as administrators see and change them: roles with where they come from, groups, access (E11, A2)."""

from collections.abc import Iterator, Sequence

from bots.slack.away import away_line
from bots.slack.keeping.parts import (
    brief,
    choices,
    do,
    entry,
    go,
    line,
    note,
    row,
    search,
    select,
    text,
    turning,
)
from bots.slack.keeping.spot import ADD_PERSON, EDIT_PERSON, GROUP, MINE, PERSON, ROLE, Spot
from bots.slack.speech import Speech
from bots.slack.text import Block
from core.api.kinds import Role
from core.api.shapes import Held, PersonCard, PersonLine

LINES, HELD = 8, 20
COMMAND = "command"
GIVEN = (Role.CLIENT, Role.AGENT, Role.DISPATCHER, Role.ADMINISTRATOR, Role.DEMO)


def people(found: Sequence[PersonLine], spot: Spot, say: Speech) -> Iterator[Block]:
    yield search(spot, say)
    yield from row([go("add", say("slack-admin-add"), spot.at(ADD_PERSON), primary=True)])
    for n, one in enumerate(found[:LINES]):
        roles = ", ".join(say("slack-role", role=role) for role in one.roles)
        away = f"\n{away_line(one.away, say)}" if one.away else ""
        said = f"{brief(one.name)}\n{brief(one.email) or '—'} · {roles}{away}"
        yield line(said, go(n, say("slack-list-open"), spot.at(PERSON, str(one.id))))
    if not found:
        yield text(say("slack-list-found-nothing"))
    yield from turning(spot, found[LINES - 1].id if len(found) > LINES else None, say)


def person(card: PersonCard, spot: Spot, say: Speech) -> Iterator[Block]:
    id = str(card.line.id)
    yield text(f"{brief(card.line.name)}\n{brief(card.line.email) or '—'}")
    yield note(say("slack-person-speaks", spoken=card.language, zone=brief(card.zone) or "—"))
    for company in card.speaks[:5]:
        parts = (company.name, company.company, company.position, company.phone)
        told = " · ".join(brief(part, 80) for part in parts if part)
        yield note(told)
    if card.line.away:
        yield note(away_line(card.line.away, say))
    yield from _held(card, id, say)
    for n, one in enumerate(card.groups[:HELD]):
        label = say("slack-person-in", group=say.choice(one))
        yield line(label, do("leave", n, say("slack-person-leave"), id, one.id))
    buttons = [
        go("edit", say("slack-admin-edit"), spot.at(EDIT_PERSON, id)),
        go("role", say("slack-person-give"), spot.at(ROLE, id)),
        *([go("group", say("slack-person-join"), spot.at(GROUP, id))] if card.every_group else []),
        *([go("hours", say("slack-person-hours"), spot.at(MINE, id))] if card.staff else []),
    ]  # fmt: skip
    yield from row([*buttons, _access(card, id, say)])
    yield from turning(spot, None, say)


def _access(card: PersonCard, id: str, say: Speech) -> Block:
    if card.blocked:
        return do("unblock", 0, say("slack-person-unblock"), id)
    ask = say("slack-person-block-ask", name=brief(card.line.name, 100))
    return do("block", 0, say("slack-person-block"), id, ask=ask, say=say)


def _held(card: PersonCard, id: str, say: Speech) -> Iterator[Block]:
    """What was given by command is taken back here; what is not says where it comes from."""
    for n, one in enumerate(card.held[:HELD]):
        mine = one.source == COMMAND and one.role in GIVEN
        take = do("revoke", n, say("slack-person-revoke"), id, one.role, one.service.id if one.service else "")
        yield line(_role(one, say), take if mine else None)
    if not card.held:
        yield line(say("slack-role", role="client"))


def _role(one: Held, say: Speech) -> str:
    where = say("slack-role-on", service=brief(say.choice(one.service), 100)) if one.service else ""
    kind = one.source.partition(":")[0]
    said = say("slack-role", role=one.role)
    return f"{said}{where} — {say('slack-role-source', source=kind, group=brief(one.source.partition(':')[2], 60))}"


def person_form(card: PersonCard | None, languages: Sequence[str], say: Speech) -> Iterator[Block]:
    """What the workspace calls its own is not asked: it would change it back."""
    name, email = (card.line.name, card.line.email) if card else ("", "")
    if card is None or not card.fixed:
        yield entry("name", say("customers-field", field="person"), 200, name, optional=False)
    else:
        yield note(say("slack-person-fixed"))
    yield entry("email", say("customers-field", field="email"), 254, email, optional=False)
    zone = card.zone if card else ""
    yield entry("zone", say("customers-field", field="zone"), 60, zone, hint=say("slack-person-zone-hint"))
    spoken = [(one, say("slack-language", spoken=one)) for one in languages]
    yield select("language", say("slack-mine-language-field"), spoken, card.language if card else languages[0])


def role_form(card: PersonCard, say: Speech) -> Iterator[Block]:
    yield text(brief(card.line.name))
    roles = [(one.value, say("slack-role", role=one.value)) for one in GIVEN]
    yield select("role", say("slack-person-role"), roles, Role.AGENT.value)
    if card.services:
        where = choices(card.services, say)
        yield select("service", say("slack-person-service"), where, none=say("slack-person-everywhere"))


def group_form(card: PersonCard, say: Speech) -> Iterator[Block]:
    yield text(brief(card.line.name))
    yield select("group", say.term("group"), choices(card.every_group, say))
