"""A desk that asks for everything: made from the default one, so that no profile of a real desk is bound by tests."""

from typing import Any

from core.profile.schema import Profile

MANY = 30
LONG = "Обслуживание телефонного и сетевого оборудования в филиале номер"


def said(text: str) -> dict[str, str]:
    return {"ru": text, "en": f"{text} (en)"}


def service(id: str, parent: str | None = None, label: str = "", **more: Any) -> dict[str, Any]:
    return {"id": id, "label": said(label or f"Услуга {id}"), "parent": parent, **more}


SERVICES = [
    *(service(f"s{n}") for n in range(1, MANY + 1)),
    service("s3-a", "s3"),
    service("s3-b", "s3"),
    *(service(f"s3-a-{n}", "s3-a", f"{LONG} {n}", types=["incident", "request"]) for n in range(1, MANY + 1)),
    service("s4-only", "s4"),
    service("s4-end", "s4-only", types=["question"]),
]
FIELDS = [
    {"id": "serial", "label": said("Серийный номер"), "kind": "text", "required": "open"},
    {"id": "count", "label": said("Сколько рабочих мест"), "kind": "number"},
    {"id": "since", "label": said("С какого дня"), "kind": "date", "required": "open"},
    {"id": "again", "label": said("Такое уже бывало?"), "kind": "yes_no", "required": "open"},
    {"id": "when", "label": said("Когда бывало"), "kind": "text", "when": {"field": "again", "is": ["yes"]}},
    {
        "id": "colour", "label": said("Какая лампа горит"), "kind": "choice", "required": "open",
        "options": [{"id": f"c{n}", "label": said(f"Лампа {n}")} for n in range(1, 21)],
    },
    {"id": "site", "label": said("Объект"), "kind": "site", "required": "open"},
    {"id": "machine", "label": said("Оборудование"), "kind": "equipment"},
]  # fmt: skip


def desk_with(default: Profile, **parts: Any) -> Profile:
    raw = default.model_dump(by_alias=True, mode="json")
    return Profile.model_validate({**raw, **parts})


def rich(default: Profile) -> Profile:
    """A catalogue three deep with thirty services on a level, fields of every kind, observers."""
    raw = default.model_dump(by_alias=True, mode="json")
    types = [{**one, "fields": [field["id"] for field in FIELDS]} if one["id"] == "incident" else one
             for one in raw["types"]]  # fmt: skip
    return desk_with(
        default, types=types, services=SERVICES, fields=FIELDS,
        categories=[{"id": "hosting", "label": said("Хостинг")}, {"id": "mail", "label": said("Почта")}],
        opening={"asks": ["service", "type", "category", "priority"], "observers": True},
    )  # fmt: skip


def catalogued(default: Profile) -> Profile:
    """The catalogue alone: nothing else is asked."""
    return desk_with(default, services=SERVICES, opening={"asks": ["service", "type"]})
