"""The desk's own words for the parts of a ticket, and what a ticket has of them, in both languages."""

from typing import Any

import pytest

from bots.wording import Words, line
from core.kinds import PersonId
from core.profile.load import load
from core.profile.schema import Profile
from core.tickets.aspects import Aspect
from core.views.parts import Answer, Choice, Tie, Value, Who
from tests.conftest import PROFILES

LABEL = {"ru": "Износ", "en": "Wear"}
FIELD = Choice("cause", {"ru": "Причина", "en": "Cause"})


@pytest.fixture(scope="module")
def plain() -> Words:
    return Words(load(PROFILES / "default.toml"))


def test_a_desk_calls_the_parts_of_a_ticket_as_it_does_elsewhere(plain: Words, default_profile: Profile) -> None:
    raw = default_profile.model_dump(by_alias=True, mode="json")
    raw["terms"] |= {"priority": {"ru": "Критичность", "en": "Criticality"}}
    own = Words(Profile.model_validate(raw))
    assert (own.term("ru", "priority"), own.term("en", "priority")) == ("Критичность", "Criticality")
    assert (plain.term("ru", "priority"), plain.term("en", "priority")) == ("Приоритет", "Priority")
    assert own.term("ru", "category") == plain.term("ru", "category") == "Категория"


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_aspect_and_every_term_of_a_profile_has_a_word(plain: Words, language: str) -> None:
    names = [*(aspect.value for aspect in Aspect), *type(plain._profile.terms).model_fields]
    assert all(plain.term(language, name).strip() for name in names)


@pytest.mark.parametrize(
    ("value", "ru", "en"),
    [
        (Choice("wear", LABEL), "Износ", "Wear"),
        (Tie("S-4", "Корпус 4"), "Корпус 4 (S-4)", "Корпус 4 (S-4)"),
        (Tie("Д-17", "Д-17"), "Д-17", "Д-17"),
        (Tie("E-1", ""), "E-1", "E-1"),
        (Who(PersonId(1), "Иван"), "Иван", "Иван"),
        (Answer(FIELD, "text", "как есть"), "как есть", "как есть"),
        (Answer(FIELD, "number", "-3.5"), "-3.5", "-3.5"),
        (Answer(FIELD, "yes_no", "yes"), "да", "yes"),
        (Answer(FIELD, "yes_no", "no"), "нет", "no"),
        (Answer(FIELD, "date", "2026-02-28"), "28.02.2026", "2026-02-28"),
        (Answer(FIELD, "choice", "wear", Choice("wear", LABEL)), "Износ", "Wear"),
        (Answer(FIELD, "site", "S-4", Choice("S-4", {"ru": "Корпус 4"})), "Корпус 4 (S-4)", "Корпус 4 (S-4)"),
        (Answer(FIELD, "site", "S-9"), "S-9", "S-9"),
    ],
)
def test_a_value_is_said_as_its_reader_says_it(plain: Words, value: Value, ru: str, en: str) -> None:
    assert (plain.value("ru", value), plain.value("en", value)) == (ru, en)


def test_an_instant_is_left_to_the_channel(plain: Words) -> None:
    with pytest.raises(TypeError):
        plain.value("ru", 1)


def test_a_place_in_the_catalogue_is_said_from_its_top_down(plain: Words) -> None:
    places: list[Any] = [Choice("a", {"ru": "Сети", "en": "Networks"}), Choice("b", {"ru": "Телефоны", "en": "Phones"})]
    assert plain.path("ru", places) == "Сети › Телефоны" and plain.path("en", ()) == ""


def test_a_question_needs_no_colon_behind_it() -> None:
    assert line("Остановлено?", "да") == "Остановлено? да" and line("Причина", "износ") == "Причина: износ"
