"""A stranger's request among the agents: who asks, what they say of themselves, whom they may be (A5).

Everything in it is somebody's own words: it stands in plain and rich text, where no sign of it acts.
"""

from collections.abc import Iterator

from bots.slack.draw import Drawing
from bots.slack.speech import Speech
from bots.slack.text import Block, bold, context, date_token, fallback, literal, mrkdwn, plain, said, unmarked
from bots.slack.wire import ADMIT, ADMIT_AS, REFUSE
from core.api.kinds import one_line, shorten
from core.api.shapes import Acquainted, RegistrationCard, Stands

HEADER, LABEL, NAME, FACT, OPTIONS = 150, 75, 100, 300, 20


def draw_registration(card: RegistrationCard, say: Speech) -> Drawing:
    title = say("slack-reg-title", state=card.state, name=_name(card))
    particulars = "\n".join(f"{say.particular(id)}: {value}" for id, value in card.particulars.items())
    return Drawing(fallback(title), list(_blocks(card, title, say)), whole=unmarked(f"{title}\n{particulars}"))


def _blocks(card: RegistrationCard, title: str, say: Speech) -> Iterator[Block]:
    waits = card.state is Stands.WAITING
    yield {"type": "header", "text": plain(shorten(title, HEADER))}
    yield _particulars(card, say)
    came = say("slack-reg-from", door=card.door, who=shorten(one_line(f"{card.name} ({card.address})"), FACT))
    known = say("slack-reg-proved") if card.proved else say("slack-reg-unproved")
    yield context(plain(came), plain(known), mrkdwn(date_token(card.asked_at)))
    if card.words:
        yield context(plain(say("slack-reg-words")))
        yield from said(card.words, quoted=True)
    if card.letters:
        yield context(plain(say("slack-reg-letters", count=card.letters)))
    for one in card.known:
        yield context(plain(say("slack-reg-known", name=shorten(_called(one), FACT))))
    yield from _buttons(card, say) if waits else _decided(card, say)


def _particulars(card: RegistrationCard, say: Speech) -> Block:
    elements: list[Block] = []
    for id, value in card.particulars.items():
        elements += [bold(f"{say.particular(id)}: "), literal(f"{shorten(value, FACT)}\n")]
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": elements or [literal("—")]}]}


def _buttons(card: RegistrationCard, say: Speech) -> Iterator[Block]:
    """Whoever may be somebody known can be let in as that; the usual press lets in somebody new."""
    elements: list[Block] = [
        _button(ADMIT, say("slack-reg-approve"), str(card.id)) | {"style": "primary"},
        _button(REFUSE, say("slack-reg-decline"), str(card.id)) | {"style": "danger"},
    ]
    if options := _as(card, say):
        menu: Block = {"type": "static_select", "action_id": ADMIT_AS, "placeholder": plain(say("slack-reg-as"))}
        elements.append(menu | {"options": options[:OPTIONS]})
    yield {"type": "actions", "block_id": f"registration:{card.id}", "elements": elements}


def _as(card: RegistrationCard, say: Speech) -> list[Block]:
    people = {one.person: one for one in reversed(card.known)}
    companies = {one.company: one.company_name for one in card.known if one.company is not None}
    found = [
        (say("slack-reg-as-person", name=one_line(_called(one))), f"{card.id}:p{one.person}")
        for one in reversed(people.values())
    ]
    found += [
        (say("slack-reg-as-company", company=one_line(name)), f"{card.id}:c{id}") for id, name in companies.items()
    ]
    return [{"text": plain(shorten(label, LABEL)), "value": value} for label, value in found]


def _decided(card: RegistrationCard, say: Speech) -> Iterator[Block]:
    who = shorten(one_line(card.decided_by or say("slack-reg-operator")), NAME)
    when = [mrkdwn(date_token(card.decided_at))] if card.decided_at else []
    yield context(plain(say("slack-reg-by", state=card.state, who=who)), *when)
    if card.joined is not None:
        yield context(plain(say("slack-reg-joined", command=f"/zayavka part {card.joined}")))
    if card.reason:
        reason = say("slack-reg-reason-told" if card.told else "slack-reg-reason", reason=shorten(card.reason, 900))
        yield context(plain(reason))


def _name(card: RegistrationCard) -> str:
    told = " ".join(card.particulars.get(id, "") for id in ("surname", "first_name", "patronymic"))
    return shorten(one_line(told) or card.name, NAME)


def _called(one: Acquainted) -> str:
    return ", ".join(filter(None, (one.name, one.company_name, one.email)))


def _button(action: str, label: str, value: str) -> Block:
    return {"type": "button", "action_id": action, "text": plain(shorten(label, LABEL)), "value": value}
