"""The buttons of a ticket's page: which there are, what each looks like, and which is put forward."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from bots.links import Claim, Links
from bots.wording import Words
from core.api.shapes import TicketCard, Verb

AGAIN: Final = "again"
"""A new ticket that goes on with a closed one (D8): no verb of the core, since it changes nothing of the old one."""

SHAPES: Mapping[str, str] = {
    Verb.ANSWER: "words",
    Verb.RESOLVE: "press",
    Verb.CLOSE: "press",
    Verb.CANCEL: "sure",
    Verb.RETURN: "press",
    Verb.RATE: "grades",
    Verb.ESCALATE: "reasons",
    Verb.MUTE: "press",
    Verb.UNMUTE: "press",
    Verb.OBSERVE: "address",
    AGAIN: "words",
}
DRAWN = frozenset(verb for verb in SHAPES if verb != AGAIN)
"""The verbs that a page can draw; a test holds it against what the core may offer."""

CHOICE = (Verb.RETURN, Verb.CLOSE)


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody entered, to be put back where it was refused."""

    verb: str = ""
    text: str = ""
    picked: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """One button with what belongs to it. `token` makes it act once; `hint` is the desk's own, where it has any."""

    verb: str
    shape: str
    action: str
    token: str
    title: str
    hint: str = ""
    text: str = ""
    picked: str = ""


@dataclass(frozen=True, slots=True)
class Forms:
    """`forward` stands before the conversation, `words` right below it, `others` at the end of the page."""

    forward: tuple[Form, ...] = ()
    words: Form | None = None
    others: tuple[Form, ...] = field(default=())


class Drawer:
    """Draws the forms of a card for whoever holds its link."""

    def __init__(self, links: Links, words: Words) -> None:
        self._links = links
        self._words = words

    def forms(self, card: TicketCard, claim: Claim, language: str, path: str, typed: Typed) -> Forms:
        """The core says which verbs there are (agreement 7). What was typed stays, though its own verb be gone."""
        verbs = [str(verb) for verb in card.verbs if verb in DRAWN]
        verbs += [AGAIN] if card.final and card.requester.id == claim.person else []
        forward = _forward(card, verbs, typed)
        made = {verb: self._form(card, claim, verb, language, path, typed, forward) for verb in verbs}
        words = next((made[verb] for verb in (Verb.ANSWER, AGAIN) if verb in made and verb not in forward), None)
        others = [form for verb, form in made.items() if verb not in forward and form is not words]
        return Forms(tuple(made[verb] for verb in forward), words, tuple(others))

    def _form(
        self, card: TicketCard, claim: Claim, verb: str, language: str, path: str, typed: Typed, forward: list[str]
    ) -> Form:  # fmt: skip
        mine = typed if verb in forward else Typed()
        return Form(
            verb=verb,
            shape=SHAPES[verb],
            action=f"{path}/{verb}",
            token=self._links.form(claim, verb),
            title=self._title(card, verb, language),
            hint=self._words.label(language, card.hints[Verb(verb)]) if verb in card.hints else "",
            text=mine.text,
            picked=mine.picked or (card.grade.id if verb == Verb.RATE and card.grade else ""),
        )

    def _title(self, card: TicketCard, verb: str, language: str) -> str:
        own = card.labels.get(Verb(verb)) if verb in DRAWN else None
        return self._words.label(language, own) if own else self._words(language, f"web-do-{verb}")


def _forward(card: TicketCard, verbs: list[str], typed: Typed) -> list[str]:
    if typed.verb in verbs:
        return [typed.verb]
    if typed.text:
        return [verb for verb in verbs if verb in (Verb.ANSWER, AGAIN)]
    return [verb for verb in CHOICE if verb in verbs] if card.choice_until else []
