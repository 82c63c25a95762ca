"""The window in which an agent takes a ticket down: whose it is, what is said, and all that triage knows (B4, E15)."""

from collections.abc import Iterator

from bots.slack import modals_triage
from bots.slack.fields import BODY, NEWCOMER, NOTE, REQUESTER, SUBJECT
from bots.slack.inputs import LABEL, LONGEST, asked, files, heard, line, menu, moment
from bots.slack.making.seed import Seed, kept
from bots.slack.speech import Speech
from bots.slack.text import Block, context, plain
from bots.slack.wire import MAKE, NEW_PERSON, QUESTIONS, WHO
from core.api.commands import Aspect
from core.api.kinds import PersonId, one_line, shorten
from core.api.shapes import Choice, EnteringForm, Known, TriageForm

TITLE = 24
SUBJECT_LONGEST = 300
PERSONAL = {"first_name": 200, "email": 254, "phone": 60}
"""What is asked of somebody new, by the names of their particulars; and how long it may be."""


def window(one: Seed, found: EnteringForm, me: PersonId, say: Speech) -> Block:
    submit = {"submit": plain(shorten(say("slack-make-send"), TITLE))}
    return _frame(one, say) | submit | {"blocks": list(_blocks(one, found, me, say))}


def words(one: Seed, text: str, say: Speech) -> Block:
    """The same while there is nothing to fill in yet, or will be nothing."""
    return _frame(one, say) | {"blocks": [context(plain(text))]}


def person(known: Known, me: PersonId, say: Speech) -> Choice:
    """Somebody to pick, with what tells them from others of the name."""
    name = one_line(known.name)
    if known.id == me:
        return Choice(str(known.id), {"": say("slack-make-me", name=shorten(name, LABEL // 2))})
    about = " · ".join(one_line(part) for part in (known.company, known.email, known.phone) if part)
    return Choice(str(known.id), {"": shorten(f"{name} · {about}" if about else name, LABEL)})


def newcomer(say: Speech) -> Iterator[Block]:
    for id, longest in PERSONAL.items():
        label = say("slack-make-name") if id == "first_name" else say.particular(id)
        yield asked(f"{NEWCOMER}{id}", label, line(None, longest))


def _frame(one: Seed, say: Speech) -> Block:
    return {
        "type": "modal",
        "callback_id": MAKE,
        "private_metadata": kept(one),
        "title": plain(shorten(say("slack-make"), TITLE)),
        "close": plain(say("slack-modal-close")),
    }


def _blocks(one: Seed, found: EnteringForm, me: PersonId, say: Speech) -> Iterator[Block]:
    yield _requester(found, me, say)
    button = {"type": "button", "action_id": NEW_PERSON, "text": plain(say("slack-make-new-person"))}
    yield {"type": "actions", "block_id": NEW_PERSON, "elements": [button]}
    yield asked(SUBJECT, say.term(SUBJECT), line(None, SUBJECT_LONGEST), hint=say("slack-make-subject-hint"))
    for n, part in enumerate(one.parts()):
        element: Block = {"type": "plain_text_input", "multiline": True, "max_length": LONGEST}
        yield asked(f"{BODY}:{n}" if n else BODY, say.term(BODY), element | ({"initial_value": part} if part else {}))
    if one.files:
        names = ", ".join(str(file.get("name") or "?") for file in one.files)
        yield context(plain(say("slack-make-files", names=names)))
    if one.more_files:
        yield context(plain(say("slack-make-files-left", count=one.more_files)))
    yield files(say)
    yield from _about(found.form, say)
    if len(found.sources) > 1:
        phoned = found.phoned if one.phone else None
        chosen = next((source for source in found.sources if source.id == phoned), None)
        yield asked(Aspect.SOURCE, say.term(Aspect.SOURCE), menu(found.sources, chosen, say))
    yield modals_triage.more_ties(say)
    note: Block = {"type": "plain_text_input", "multiline": True, "max_length": LONGEST}
    yield asked(NOTE, say("slack-modal-note-text"), note, hint=say("slack-modal-note-hint"))


def _requester(found: EnteringForm, me: PersonId, say: Speech) -> Block:
    element: Block = {
        "type": "external_select", "action_id": WHO, "min_query_length": 0,
        "placeholder": plain(say("slack-make-who-place")),
    }  # fmt: skip
    if found.author is not None:
        picked = person(found.author, me, say)
        element["initial_option"] = {"text": plain(say.choice(picked)), "value": picked.id}
    return asked(REQUESTER, say.term(REQUESTER), element, hint=say("slack-make-who-hint"))


def _about(form: TriageForm, say: Speech) -> Iterator[Block]:
    """As triage asks it; questions stand below the type that asks them."""
    kind = asked(Aspect.TYPE, say.term(Aspect.TYPE), menu(form.types, form.type, say), optional=False)
    yield heard(kind, QUESTIONS)
    yield from modals_triage.questions(form, say)
    for aspect in (Aspect.PRIORITY, Aspect.CATEGORY, Aspect.SERVICE, Aspect.BRAND):
        if offered := modals_triage.offers(form, aspect, say):
            chosen = form.priority if aspect is Aspect.PRIORITY else None
            yield asked(aspect, say.term(aspect), menu(offered, chosen, say), optional=aspect is not Aspect.PRIORITY)
    yield asked(Aspect.DUE, say.term(Aspect.DUE), moment(None))
