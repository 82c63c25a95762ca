"""Public holidays by country, from the `holidays` library, which also knows weekend days that are worked (C3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import holidays

from core.errors import Misconfigured

Names = Mapping[str, str]
"""What a day off is called, by language."""
_LANGUAGES = {"en": "en_US", "ru": "ru"}


@dataclass(frozen=True, slots=True)
class PublicYear:
    off: Mapping[date, Names]
    worked: frozenset[date]
    """Weekend days that the state has made working ones, as Russia does in exchange for others."""


@lru_cache(maxsize=1024)
def public_year(country: str, year: int) -> PublicYear:
    """`country` is an ISO 3166 code, with a part of the country where holidays differ: `RU`, `DE-BY`.

    The languages are named, since the library would take that of the process.
    """
    found = {language: _lookup(country, year, code) for language, code in _LANGUAGES.items()}
    days = found["en"]
    off = {day: {language: names[day] for language, names in found.items()} for day in days}
    return PublicYear(off, frozenset(days.weekend_workdays))


def judge_country(country: str) -> None:
    """Raises Misconfigured for a country or a part of one that nobody knows."""
    try:
        _lookup(country, 2000, "en_US")
    except NotImplementedError:
        mend = "Write an ISO 3166 code, such as RU or DE-BY"
        raise Misconfigured(f"No public holidays are known for {country!r}", mend) from None


def _lookup(country: str, year: int, language: str) -> holidays.HolidayBase:
    name, _, part = country.partition("-")
    return holidays.country_holidays(name, subdiv=part or None, years=year, expand=False, language=language)
