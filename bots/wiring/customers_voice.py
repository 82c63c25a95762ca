"""What an import and an export say, in the desk's first language; columns are understood in every one."""

from collections.abc import Mapping
from typing import Final

from bots.wording import Words
from core.api.errors import Misconfigured
from core.api.profile import Profile
from core.customers.forms import identity
from core.customers.model import FIELDS, Fate, Fault, Kind, Line, Verdict
from core.customers.sheet import MOST_BYTES, MOST_LINES, Unreadable, headed

LANGUAGES: Final = ("ru", "en")
SEPARATORS: Mapping[str, str] = {"ru": ";", "en": ","}
"""What a spreadsheet of that language expects."""


class Voice:
    def __init__(self, profile: Profile) -> None:
        self._language = profile.languages[0]
        self._words = Words(profile.model_copy(update={"languages": LANGUAGES}))

    @property
    def separator(self) -> str:
        return SEPARATORS[self._language]

    def field(self, name: str) -> str:
        """A field's name, as the column's."""
        return self._say("customers-field", field=name)

    def columns(self, kind: Kind) -> Mapping[str, str]:
        """Column → field: in Russian, in English, or by the field's own name."""
        names = {headed(field.name): field.name for field in FIELDS[kind]}
        for language in LANGUAGES:
            names |= {headed(self._words(language, "customers-field", field=field)): field for field in names.values()}
        return names

    def line(self, kind: Kind, line: Line, verdict: Verdict, *, dry: bool) -> str:
        said = {
            "line": str(line.at),
            "what": ", ".join(part for part in identity(kind, line.record) if part) or "—",
            "dry": _yes(dry),
        }
        match verdict.fate:
            case Fate.UNCHANGED:
                return self._say("customers-unchanged", line=said["line"], what=said["what"])
            case Fate.WRONG:
                return self._say("customers-wrong", **said, why=" ".join(map(self._fault, verdict.faults)))
            case fate:
                fields = ", ".join(map(self.field, verdict.fields))
                return self._say(f"customers-{fate}" + ("-too" if fate is Fate.NEW and fields else ""), **said,
                                 **({"fields": fields} if fields else {}))  # fmt: skip

    def total(self, fates: Mapping[Fate, int], *, dry: bool) -> str:
        return self._say("customers-total", dry=_yes(dry), **{fate.value: str(fates.get(fate, 0)) for fate in Fate})

    def given(self, count: int, file: str) -> str:
        return self._say("customers-given", count=count, file=file)

    def refusal(self, kind: Kind, error: Unreadable) -> Misconfigured:
        """Why a file is not read, and what to do about it."""
        limits = {"megabytes": str(MOST_BYTES >> 20), "lines": str(MOST_LINES)}
        columns = ", ".join(self.field(field.name) for field in FIELDS[kind])
        said = {"columns": columns, **limits, **{name: str(value) for name, value in error.params.items()}}
        if "field" in said:
            said["field"] = self.field(said["field"])
        return Misconfigured(self._say(f"customers-flaw-{error.flaw}", **said))

    def _fault(self, fault: Fault) -> str:
        field = self.field(fault.field) if fault.field else ""
        return self._say("refusal-record", field=field, problem=fault.problem.value, value=fault.value)

    def _say(self, id: str, **values: str | int) -> str:
        return self._words(self._language, id, **values)


def _yes(dry: bool) -> str:
    return "yes" if dry else "no"
