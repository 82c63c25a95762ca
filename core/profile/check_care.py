"""How a desk tells and is told: escalation, notices, canned answers, mail."""

import string
from collections.abc import Iterator

from core.profile.care import Notices
from core.profile.catalogue import Lookup
from core.profile.check_access import hearing
from core.profile.finding import Finding, unknown
from core.profile.schema import Profile

PLACEHOLDERS = ("requester", "number", "subject", "assignee", "desk")
ASKED_WITH = {"resolved": "status", "later": "survey", "answer": "answer"}
"""The notice with which a grade is asked for."""
LOOKED_UP = ("email", "phone", "name", "company")


def check_care(profile: Profile) -> Iterator[Finding]:
    for one in (_escalation, _notices, _tellings, _canned, _mail, _telegram, _lookup):
        yield from one(profile)


def _escalation(profile: Profile) -> Iterator[Finding]:
    if (profile.button("escalate") is None) != (profile.escalation is None):
        yield Finding(
            "escalation", "takes both the table and a button `escalate`, and one of them is missing", "Add or drop it"
        )
    if profile.escalation and not any(reason.counts for reason in profile.escalation.reasons):
        yield Finding("escalation.reasons", "has none that counts", "Let at least one count")


def _notices(profile: Profile) -> Iterator[Finding]:
    """What goes to the requester and the observers."""
    kinds = [name for name in Notices.model_fields if name not in ("default", "staff")]
    said = {way for kind in kinds for way in profile.notices.ways(kind)} | {*profile.notices.default}
    if "mail" in said and "mail" not in profile.doors:
        yield Finding("notices", "go by mail, and mail is none of the doors", "Add 'mail' to `doors`")
    if not profile.notices.ways("answer"):
        yield Finding(
            "notices.answer", "goes no way, so no customer ever gets an answer", "Name 'chat', 'mail' or both"
        )
    if profile.rating is not None and not profile.notices.ways(kind := ASKED_WITH[profile.rating.ask]):
        problem = "goes no way, and with it the grade would be asked for"
        yield Finding(f"notices.{kind}", problem, "Name 'chat', 'mail' or both, or ask at another time")


def _tellings(profile: Profile) -> Iterator[Finding]:
    for number, telling in enumerate(profile.notices.staff, 1):
        place = f"notices.staff[{number}]"
        called = [told.removeprefix("group:") for told in (*telling.tell, *telling.otherwise) if "group:" in told]
        yield from hearing(profile, f"{place}.tell", called)
        if "mail" in telling.ways and "mail" not in profile.doors:
            yield Finding(f"{place}.ways", "go by mail, and mail is none of the doors", "Add 'mail' to `doors`")
        if "rated" in telling.on and profile.rating is None:
            yield Finding(f"{place}.on", "waits for grades, and this desk asks for none", "Drop 'rated'")


def _canned(profile: Profile) -> Iterator[Finding]:
    categories = [one.id for one in profile.categories]
    for answer in profile.canned:
        yield from unknown(f"canned.{answer.id}.category", "category", answer.category, categories)
        for language, text in answer.text.items():
            yield from _placeholders(f"canned.{answer.id}.text.{language}", text, PLACEHOLDERS)


def _placeholders(place: str, text: str, known: tuple[str, ...]) -> Iterator[Finding]:
    mend = f"It can be {', '.join(f'{{{name}}}' for name in known)}; a brace itself is written twice"
    try:
        names = [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
    except ValueError:
        yield Finding(place, "has a brace without its other half", mend)
        return
    for name in names:
        if name not in known:
            yield Finding(place, f"has the placeholder {{{name}}}, which stands for nothing", mend)


def _telegram(profile: Profile) -> Iterator[Finding]:
    if profile.telegram.groups != "off" and "telegram" not in profile.doors:
        yield Finding("telegram.groups", "are open, and telegram is none of the doors", "Add 'telegram' to `doors`")


def _mail(profile: Profile) -> Iterator[Finding]:
    if profile.mail.reply == "attach" and "mail" not in profile.doors:
        yield Finding("mail.reply", "wants an attach address, and mail is none of the doors", "Add 'mail' to `doors`")
    called = any("mail" in telling.ways for telling in profile.notices.staff)
    if profile.mail.agents == "answer" and not called:
        yield Finding(
            "mail.agents",
            "wants answers to letters that call agents, and none are sent",
            "Let `notices.staff` go by mail",
        )


def _lookup(profile: Profile) -> Iterator[Finding]:
    if profile.lookup is not None:
        yield from _placeholders("lookup.url", profile.lookup.url, LOOKED_UP)
        yield from _asked(profile.lookup)
        known = {brand.id for brand in profile.brands}
        for brand in profile.lookup.brands:
            if brand not in known:
                yield Finding(
                    "lookup.brands", f"names {brand!r}, and there is no such brand", "Use an id of [[brands]]"
                )


def _asked(lookup: Lookup) -> Iterator[Finding]:
    """Whom is asked must be fixed, and asked about somebody (faults F7)."""
    host = lookup.url.partition("://")[2].partition("/")[0].partition("?")[0]
    if "{" in host or "@" in host:
        mend = "Write the host out; a credential belongs into ZAYAVKA_LOOKUP_TOKEN"
        yield Finding("lookup.url", "takes its host, or a credential in it, from somewhere else", mend)
    if "{" not in lookup.url:
        yield Finding("lookup.url", "asks the same of everybody", "Put {email}, {phone}, {name} or {company} into it")
