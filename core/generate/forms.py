"""What a ticket's form is answered, and what is tied to the ticket by that (B1, B3). Pure."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from core.generate.cast import Company, Thing
from core.generate.dice import Dice
from core.generate.phrasebook import Talk
from core.generate.stage import Stage
from core.profile.catalogue import Field, FieldKind
from core.profile.schema import Profile
from core.tickets import form

GIVEN = 0.4
"""Share of the questions that are answered though nobody has to."""
FIRST_DAY = date(2024, 1, 1)
Answer = Callable[[Field, Dice, Company, Talk], str]


def answers(
    stage: Stage, dice: Dice, type: str, company: Company, talk: Talk, *, staff: bool
) -> dict[str, str]:  # fmt: skip
    """By the ids of the questions that apply; each depends on what was answered before."""
    found: dict[str, str] = {}
    for field in form.asked(stage.profile, type, found, staff=staff):
        if field.required == "open" or dice.chance(GIVEN):
            found[field.id] = ANSWERS[field.kind](field, dice, company, talk)
    return {id: text for id, text in found.items() if text}


def missing(
    stage: Stage, dice: Dice, type: str, known: Mapping[str, str], company: Company, talk: Talk
) -> dict[str, str]:  # fmt: skip
    """What an agent still has to fill in before the ticket can be resolved."""
    found = dict(known)
    for field in form.asked(stage.profile, type, found, staff=True):
        if field.required is not None and not found.get(field.id):
            found[field.id] = ANSWERS[field.kind](field, dice, company, talk)
    return {id: text for id, text in found.items() if text and known.get(id) != text}


def things(profile: Profile, said: Mapping[str, str], company: Company) -> tuple[int | None, int | None]:
    """The site and the equipment that answers name; equipment says its site (B1)."""
    if not said:
        return None, None
    kinds = {field.id: field.kind for field in profile.fields}
    numbers = {kinds[id]: text for id, text in said.items()}
    equipment = _find(company.equipment, numbers.get(FieldKind.EQUIPMENT))
    site = _find(company.sites, numbers.get(FieldKind.SITE))
    stands = equipment.site if equipment and FieldKind.SITE not in numbers else None
    return site.id if site else stands, equipment.id if equipment else None


def _find(of: tuple[Thing, ...], number: str | None) -> Thing | None:
    return next((one for one in of if one.number == number), None)


ANSWERS: Mapping[FieldKind, Answer] = {
    FieldKind.TEXT: lambda field, dice, company, talk: talk.word("field"),
    FieldKind.NUMBER: lambda field, dice, company, talk: str(dice.randrange(1, 500)),
    FieldKind.DATE: lambda field, dice, company, talk: (FIRST_DAY + timedelta(dice.randrange(1_500))).isoformat(),
    FieldKind.CHOICE: lambda field, dice, company, talk: dice.early(field.options).id,
    FieldKind.YES_NO: lambda field, dice, company, talk: dice.one((form.YES, form.NO)),
    FieldKind.COMPANY: lambda field, dice, company, talk: company.number,
    FieldKind.SITE: lambda field, dice, company, talk: dice.one(company.sites).number,
    FieldKind.EQUIPMENT: lambda field, dice, company, talk: dice.one(company.equipment).number,
}
