"""What would become of a record: new, changed, unchanged or wrong. A dry run and a real one ask the same. Pure."""

from collections.abc import Callable, Container, Iterator, Mapping

from core.customers.forms import listed
from core.customers.model import FIELDS, Fate, Fault, Field, Form, Kept, Kind, Known, Line, Problem, Record, Verdict

Rule = Callable[[Record], Iterator[Fault]]
EMPTY = Kept({}, there=False)


def weigh(kind: Kind, line: Line, kept: Kept, known: Known, rule: Rule | None = None) -> Verdict:
    """`kept` is what stands under the identity now; `rule` is what the kind demands of a whole record."""
    whole = _whole(kind, line.record, kept.record, known)
    changed = tuple(name for name, value in whole.items() if kept.record.get(name, "") != value)
    found = (
        *_lacking(kind, whole),
        *_unknown(kind, whole, changed, known),
        *(rule(whole) if rule else ()),
        *(_equipped(whole, known) if kind is Kind.EQUIPMENT else ()),
        *(Fault(name, Problem.FIXED, kept.record[name]) for name in changed if name in kept.fixed),
    )
    spoilt = {fault.field for fault in line.faults}
    if line.faults or found:
        faults = (*line.faults, *(fault for fault in found if fault.field not in spoilt))
        return Verdict(Fate.WRONG, whole, kept.there, faults=faults)
    if not kept.there:
        return Verdict(Fate.NEW, whole, False, tuple(name for name in changed if name in kept.record))
    return Verdict(Fate.CHANGED if changed else Fate.UNCHANGED, whole, True, changed)


def ordered(record: Record) -> Iterator[Fault]:
    """Dates are ISO texts, and so in the order of time."""
    if record["valid_until"] and record["valid_until"] < record["valid_from"]:
        yield Fault("valid_until", Problem.REVERSED, record["valid_until"])


def _whole(kind: Kind, said: Record, before: Record, known: Known) -> dict[str, str]:
    """Equipment on a site is the site's company's, unless somebody says another; that is then a fault."""
    whole = {field.name: said.get(field.name, before.get(field.name, "")) for field in FIELDS[kind]}
    if kind is Kind.EQUIPMENT and not said.get("company") and whole["site"] in known.sites:
        if said.get("site") or not whole["company"]:
            whole["company"] = known.sites[whole["site"]].company
    return whole


def _lacking(kind: Kind, whole: Record) -> Iterator[Fault]:
    for field in FIELDS[kind]:
        if field.needed and not whole[field.name]:
            yield Fault(field.name, Problem.EMPTY)


def _unknown(kind: Kind, whole: Record, changed: Container[str], known: Known) -> Iterator[Fault]:
    """Only where it changes: a level that the profile has dropped since is no reason to refuse a new name."""
    there: Mapping[Form, Container[str]] = {
        Form.COMPANY: known.companies, Form.SITE: known.sites, Form.SITES: known.sites, Form.LEVEL: known.levels,
    }  # fmt: skip
    for field in FIELDS[kind]:
        if field.name in changed:
            problem = Problem.LEVEL if field.form is Form.LEVEL else Problem.UNKNOWN
            yield from (Fault(field.name, problem, it) for it in named(field, whole) if it not in there[field.form])


def named(field: Field, record: Record) -> list[str]:
    """What a field refers to: numbers of companies or sites, or a level."""
    text = record.get(field.name, "")
    if field.form is Form.SITES:
        return listed(text)
    return [text] if text and field.form in (Form.COMPANY, Form.SITE, Form.LEVEL) else []


def _equipped(whole: Record, known: Known) -> Iterator[Fault]:
    if not whole["site"] and not whole["company"]:
        yield Fault("site", Problem.NOWHERE)
    elif whole["site"] in known.sites and known.sites[whole["site"]].company != whole["company"]:
        yield Fault("site", Problem.ELSEWHERE, whole["site"])
