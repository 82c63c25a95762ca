"""Every word a person reads, in their language: Fluent texts from `locales/`, bent round the desk's own nouns."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax.ast import Resource

from core.api.errors import Refusal
from core.api.profile import Noun, Profile
from core.api.shapes import Answer, Choice, Label, Tie, Value, Who

LOCALES = Path(__file__).parent.parent / "locales"


class Words:
    """`words(language, id, **values)`. Values are put in as they are: each channel escapes, or needs not, by itself."""

    def __init__(self, profile: Profile, folder: Path = LOCALES) -> None:
        self._profile = profile
        self._bundles = {
            language: _bundle(language, "\n".join(terms(language, profile)), folder) for language in profile.languages
        }

    def __call__(self, language: str, id: str, **values: str | int) -> str:
        """The text. An id or a value that is missing is a defect: it raises, and a shape test finds it before."""
        bundle = self._bundles.get(language) or self._bundles[self._profile.languages[0]]
        message = bundle.get_message(id)
        if message is None or message.value is None:
            raise KeyError(id)
        text, errors = bundle.format_pattern(message.value, values)
        if errors:
            raise ValueError(f"{id}: {errors[0]}")
        return str(text)

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(self._bundles)

    def desk(self, language: str) -> str:
        """What the desk is called."""
        return self.label(language, self._profile.name)

    def label(self, language: str, label: Label) -> str:
        """The profile's own words in the reader's language, or in the first that it has."""
        return label.get(language) or next(iter(label.values()))

    def term(self, language: str, name: str) -> str:
        """What the desk calls a part of a ticket, such as «Критичность», else the usual word. `name` as in Aspect."""
        own: Label | None = getattr(self._profile.terms, name, None)
        return self.label(language, own) if own else self(language, f"term-{name.replace('_', '-')}")

    def value(self, language: str, value: Value) -> str:
        """What a ticket has of one of its aspects. Instants are not said here: each channel has its own way."""
        match value:
            case Choice():
                return self.label(language, value.label)
            case Answer():
                return self._answer(language, value)
            case Tie():
                named = value.label not in ("", value.number)
                return f"{value.label} ({value.number})" if named else value.number
            case Who():
                return value.name
            case _:
                raise TypeError(value)

    def path(self, language: str, places: Iterable[Choice]) -> str:
        """A place in the catalogue, from its top down (A3)."""
        return " › ".join(self.label(language, place.label) for place in places)

    def _answer(self, language: str, answer: Answer) -> str:
        if answer.choice is not None:
            named = self.label(language, answer.choice.label)
            return named if answer.kind == "choice" or named == answer.said else f"{named} ({answer.said})"
        if answer.kind == "yes_no":
            return self(language, f"value-{answer.said}")
        if answer.kind == "date":
            return self.day(language, answer.said)
        return answer.said

    def day(self, language: str, day: str) -> str:
        """A day that is kept as `2026-12-31`."""
        year, month, of_month = day.split("-")
        return self(language, "value-date", day=of_month, month=month, year=year)

    def status(self, language: str, id: str, *, outside: bool = False) -> str:
        """`outside`: as customers are told of it, where the desk has other words for them."""
        for status in self._profile.statuses:
            if status.id == id:
                return self.label(language, (status.customer_label if outside else None) or status.label)
        return id

    def reason(self, language: str, id: str) -> str:
        known = self._profile.escalation.reasons if self._profile.escalation else ()
        return next((self.label(language, reason.label) for reason in known if reason.id == id), id)

    def particular(self, language: str, id: str) -> str:
        """What a stranger is asked of themselves (A5)."""
        return self(language, f"particular-{id.replace('_', '-')}")

    def refusal(self, language: str, refusal: Refusal) -> str:
        """Why something was not done, with the moves that are open where there are any (B6)."""
        values = {name: self._param(language, name, value) for name, value in refusal.params.items()}
        return self(language, f"refusal-{refusal.code}", **values)

    def _param(self, language: str, name: str, value: str | int | tuple[str, ...]) -> str | int:
        match name, value:
            case (("status" | "to"), str()):
                return self.status(language, value) if value else ""
            case "open", tuple():
                return ", ".join(f"«{self.status(language, id)}»" for id in value) or "—"
            case "field", str():
                return self(language, "customers-field", field=value)
            case "question", str():
                return next((self.label(language, one.label) for one in self._profile.fields if one.id == value), value)
            case "edge", str() if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
                return self.day(language, value)
            case "particular", str():
                return self.particular(language, value)
            case "names", tuple():
                return ", ".join(value)
            case "reasons", tuple():
                return ", ".join(f"«{self.reason(language, id)}»" for id in value)
            case _:
                return value if isinstance(value, int) else str(value)


def line(name: str, said: str) -> str:
    """A fact under its name. A question needs no colon behind it."""
    return f"{name} {said}" if name.endswith("?") else f"{name}: {said}"


@lru_cache(maxsize=16)
def _bundle(language: str, nouns: str, folder: Path) -> FluentBundle:
    """Desks with the same nouns share it, with whatever it has made ready to be said."""
    bundle = FluentBundle([language], use_isolating=False)
    for resource in (FluentResource(nouns), *_resources(folder / language)):
        bundle.add_resource(resource)
    return bundle


@cache
def _resources(folder: Path) -> list[Resource]:
    """Read once: to take a language's texts apart lasts longer than anything else that is read at a start."""
    return [FluentResource(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.ftl"))]


def terms(language: str, profile: Profile) -> Iterator[str]:
    """The desk's nouns as Fluent terms: `{ -ticket(case: "genitive") }`, and with a capital `{ -Ticket }`."""
    nouns: Mapping[str, Noun] = {"ticket": profile.nouns.ticket, "assignee": profile.nouns.assignee}
    for name, noun in nouns.items():
        forms = noun.ru.model_dump() if language == "ru" else noun.en.model_dump()
        gender = forms.pop("gender", None)
        yield from _term(name, forms, gender)
        yield from _term(name.capitalize(), {case: form[:1].upper() + form[1:] for case, form in forms.items()}, gender)


def _term(name: str, forms: Mapping[str, str], gender: str | None) -> Iterator[str]:
    first, *others = forms
    yield f"-{name} = {{ $case ->"
    yield f"   *[{first}] {forms[first]}"
    for case in others:
        yield f"    [{case}] {forms[case]}"
    yield "  }"
    if gender:
        yield f"    .gender = {gender}"
