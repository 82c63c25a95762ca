"""A small language for saying what a piece of Block Kit may look like; a check reports faults with a pointer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from re import Pattern


@dataclass(slots=True)
class Report:
    """Everything wrong with one payload, worded and pointed at as the real service does."""

    problems: list[str] = field(default_factory=list)

    def add(self, pointer: str, message: str) -> None:
        self.problems.append(f"[ERROR] {message} [json-pointer:{pointer}]")


Check = Callable[[object, str, Report], None]


def string(longest: int | None = None, shortest: int = 0, pattern: Pattern[str] | None = None) -> Check:
    def check(value: object, pointer: str, report: Report) -> None:
        if not isinstance(value, str):
            report.add(pointer, "must be a string")
        elif longest is not None and len(value) > longest:
            report.add(pointer, f"must be less than {longest + 1} characters")
        elif len(value) < shortest:
            report.add(pointer, f"must be more than {shortest - 1} characters")
        elif pattern and not pattern.fullmatch(value):
            report.add(pointer, "failed to match the expected format")

    return check


def integer(least: int | None = None, most: int | None = None) -> Check:
    def check(value: object, pointer: str, report: Report) -> None:
        if not isinstance(value, int) or isinstance(value, bool):
            report.add(pointer, "must be an integer")
        elif (least is not None and value < least) or (most is not None and value > most):
            report.add(pointer, f"must be between {least} and {most}")

    return check


def boolean(value: object, pointer: str, report: Report) -> None:
    if not isinstance(value, bool):
        report.add(pointer, "must be a boolean")


def anything(value: object, pointer: str, report: Report) -> None:
    """For what the stand-in does not judge."""


def one_of(*allowed: str) -> Check:
    def check(value: object, pointer: str, report: Report) -> None:
        if value not in allowed:
            report.add(pointer, f"must be a valid enum value, one of {', '.join(allowed)}")

    return check


def listed(item: Check, least: int = 1, most: int | None = None) -> Check:
    def check(value: object, pointer: str, report: Report) -> None:
        if not isinstance(value, list):
            report.add(pointer, "must be an array")
            return
        if len(value) < least:
            report.add(pointer, f"no less than {least} items required")
        if most is not None and len(value) > most:
            report.add(pointer, f"no more than {most} items allowed")
        for index, one in enumerate(value):
            item(one, f"{pointer}/{index}", report)

    return check


def shape(
    required: Mapping[str, Check] | None = None,
    optional: Mapping[str, Check] | None = None,
    either: Sequence[str] = (),
) -> Check:
    """An object: `required` and `optional` fields and no others; with `either`, exactly one of those."""
    must = dict(required or {})
    fields = {**must, **(optional or {})}

    def check(value: object, pointer: str, report: Report) -> None:
        if not isinstance(value, dict):
            report.add(pointer, "must be an object")
            return
        for name in must.keys() - value.keys():
            report.add(pointer, f"missing required field: {name}")
        if either and sum(name in value for name in either) != 1:
            report.add(pointer, f"must provide exactly one of {', '.join(either)}")
        for name, one in value.items():
            if name in fields:
                fields[name](one, f"{pointer}/{name}", report)
            else:
                report.add(f"{pointer}/{name}", f"no more properties allowed: {name}")

    return check


def tagged(variants: Mapping[str, Check]) -> Check:
    """An object whose `type` says which check it must pass."""

    def check(value: object, pointer: str, report: Report) -> None:
        kind = value.get("type") if isinstance(value, dict) else None
        if not isinstance(kind, str):
            report.add(pointer, "missing required field: type")
        elif kind not in variants:
            report.add(f"{pointer}/type", f"unsupported type: {kind}")
        else:
            variants[kind](value, pointer, report)

    return check


def also(*checks: Check) -> Check:
    def check(value: object, pointer: str, report: Report) -> None:
        for one in checks:
            one(value, pointer, report)

    return check
