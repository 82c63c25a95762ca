# ruff: noqa: E501
"""Broken desks: each is a good one with a small change, and is answered with a finding that names place and mend."""

import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.calendar.desk import findings as reckoned
from core.calendar.desk import load
from core.errors import Misconfigured
from core.profile.load import inspect, judge

PROFILES = Path(__file__).parents[2] / "profiles"
Said = dict[str, Any]
Change = Callable[[Said], object]
A, B, C, D, E = "itsm", "field-service", "software", "telecom", "web-studio"


def entry(said: Said, path: str) -> Any:
    """What stands at `services.network.types`; entries of a table by their id, their verb or their number."""
    found: Any = said
    for step in path.split("."):
        if isinstance(found, dict):
            found = found[step]
        elif step.isdecimal():
            found = found[int(step) - 1]
        else:
            (found,) = [one for one in found if step in (one.get("id"), one.get("verb"))]
    return found


def put(path: str, **values: object) -> Change:
    return lambda said: (entry(said, path) if path else said).update(values)


def drop(path: str, *names: str) -> Change:
    def change(said: Said) -> None:
        for name in names:
            del (entry(said, path) if path else said)[name]

    return change


def add(path: str, *rows: object) -> Change:
    return lambda said: entry(said, path).extend(rows)


def remove(path: str, id: str) -> Change:
    return lambda said: entry(said, path).remove(entry(said, f"{path}.{id}"))


def both(*changes: Change) -> Change:
    return lambda said: [change(said) for change in changes]


def named(id: str, **more: object) -> Said:
    return {"id": id, "label": {"ru": f"Имя {id}", "en": f"Name {id}"}, **more}


def many(count: int, **more: object) -> list[Said]:
    return [named(f"n{number}", **more) for number in range(count)]


def staff(**values: object) -> Said:
    return {"on": ["opened"], "tell": ["channel"], **values}


LONG = "Обслуживание всего, что только может понадобиться нашим заказчикам"
BROKEN: list[tuple[str, str, Change, str, str]] = [
    # Words and forms
    ("a word that is none, misspelt", A, both(drop("conversation", "thread"), put("conversation", thred="internal")), "conversation.thred", "Write 'thread', or remove it"),
    ("a table that is none", A, put("", colours=["red"]), "colours", "is no word of a profile"),
    ("a prefix in small letters", A, put("", prefix="it"), "prefix", "capital Latin letters"),
    ("a role that is none", A, put("groups.dispatchers", role="dispatchr"), "groups.dispatchers.role", "It can be 'closed', 'client'"),
    ("a noun without a case", A, drop("nouns.ticket.ru", "dative"), "nouns.ticket.ru.dative", "is missing. Add it"),
    ("a span of nothing", E, put("targets.1", span="0h"), "targets[1].span", "Write it like 30m"),
    ("a member without an address", A, put("groups.dispatchers", members=["anna"]), "groups.dispatchers.members[1]", "mail address"),
    ("work for somebody without an address", E, put("routes.1", to="person:anna"), "routes[1].to", "person:<mail address>"),
    ("a step that is told to a stranger", E, put("targets.1.steps.1", tell=["boss"]), "targets[1].steps[1].tell[1]", "role:<id>"),
    ("a number that is a word", A, put("limits", subject="long"), "limits.subject", "Write a valid integer"),
    ("an asking that is none", A, put("opening", asks=["colour"]), "opening.asks[1]", "It can be 'brand'"),
    # Who hears
    ("a telling to customers", C, put("notices.staff.1", tell=["group:corporate"]), "notices.staff[1].tell", "hears nothing of the desk"),
    ("a step told to customers", C, put("targets.1.steps.1", tell=["group:corporate"]), "targets[1].steps.50.tell", "hears nothing of the desk"),
    ("a step told to nobody known, when a ticket is left alone", A, put("", idle={"span": "4h", "tell": ["group:none"]}), "idle.tell", "not defined"),
    ("a ticket left alone on an unknown calendar", A, put("", idle={"span": "4h", "tell": ["assignee"], "calendar": "moon"}), "idle.calendar", "not defined"),
    ("a ticket left alone, and nobody told", A, put("", idle={"span": "4h", "hand_back": True}), "idle", "tells nobody"),
    ("a type for customers that no service offers", A, add("types", named("orphan")), "types.orphan", "no service offers it"),
    # States and moves
    ("a status that nothing leads to", B, add("statuses", named("lost", kind="working")), "statuses.lost", "cannot be reached"),
    ("a status without an end", B, both(add("statuses", named("limbo", kind="on_hold")), add("moves", {"from": ["open"], "to": "limbo", "by": ["agent"]})), "statuses.limbo", "no way to an end"),
    ("a final status that is left", B, add("moves", {"from": ["closed"], "to": "open", "by": ["agent"]}), "statuses.closed", "is final"),
    ("a move of a requester without a button", B, add("moves", {"from": ["open"], "to": "closed", "by": ["requester"]}), "moves[7]", "nobody has the right"),
    ("a move of the system without a reason", C, add("moves", {"from": ["registered"], "to": "solved", "by": ["system"]}), "moves[5]", "nobody has the right"),
    ("a move to where it begins", B, add("moves", {"from": ["open"], "to": "open", "by": ["agent"]}), "moves[7]", "leads to where it begins"),
    ("an answer that moves into nothing", C, put("statuses.solved", on_answer="gone"), "statuses.solved.on_answer", "'gone', which is not defined"),
    ("a time that moves into nothing", B, put("statuses.clarify", on_time="gone"), "statuses.clarify.on_time", "'gone', which is not defined"),
    ("a time that nobody names", B, put("statuses.clarify", asks_until=False), "statuses.clarify.on_time", "has no time to come"),
    ("silence that moves into nothing", A, put("statuses.done", on_silence="gone"), "statuses.done.on_silence", "'gone', which is not defined"),
    ("silence on no calendar", D, put("statuses.resolved.silence", calendar="shop"), "statuses.resolved.silence", "calendar 'shop'"),
    ("a button that has no move", A, put("buttons.close", to="waiting"), "buttons.close", "has no move to follow"),
    ("an answer that moves where only agents may", C, put("moves.4", by=["agent", "requester"]), "statuses.solved.on_answer", "no move by the system"),
    ("a time that moves where only agents may", B, put("moves.4", by=["agent"]), "statuses.clarify.on_time", "no move by the system"),
    ("a time that comes and has to comment", B, put("moves.4", demands=["comment"]), "statuses.clarify.on_time", "nobody is there to write one"),
    ("silence that has to comment", A, both(put("moves.5", by=["agent", "requester"]), add("moves", {"from": ["done"], "to": "closed", "by": ["system"], "demands": ["comment"]})), "statuses.done.on_silence", "nobody is there to write one"),
    ("an end at which work stays open", B, both(add("statuses", named("dead", kind="working", final=True)), add("moves", {"from": ["open"], "to": "dead", "by": ["agent"]})), "statuses.dead.kind", "one of open work"),
    ("a move that is made twice", B, add("moves", {"from": ["open"], "to": "clarify", "by": ["agent"], "demands": ["comment"]}), "moves[7]", "what moves[2] says"),
    ("a button that closes and opens again", A, put("buttons.close", to="in_progress"), "buttons.close.to", "ends the work"),
    ("a button that returns and closes", A, put("buttons.return", to="closed"), "buttons.return.to", "goes on"),
    ("a button that escalates and ends", D, put("buttons.escalate", to="resolved"), "buttons.escalate.to", "goes on"),
    ("closing words that close nothing", D, put("closing", to="in_progress"), "closing.to", "ends the work"),
    # Ratings
    ("a grade of the resolution where nothing is resolved", A, put("rating", **{"in": ["registered"]}), "rating.in", "when the work ends"),
    ("a grade of answers where none is given", E, put("rating", **{"in": ["closed"]}), "rating.in", "when an answer is given"),
    ("a survey that goes no way", C, put("notices", survey=[]), "notices.survey", "the grade would be asked for"),
    ("a grade with a notice that goes no way", A, put("notices", status=[]), "notices.status", "the grade would be asked for"),
    ("a rating without its button", A, remove("buttons", "rate"), "rating", "one of them is missing"),
    ("a button without its rating", A, drop("", "rating"), "rating", "one of them is missing"),
    ("a grade that leads to nothing", E, put("rating.grades.content", to="gone"), "rating.grades.content.to", "'gone', which is not defined"),
    ("a grade without a move of the requester", E, put("moves.8", by=["agent"]), "rating.grades.content.to", "has no move from 'accepted'"),
    ("a survey at no time", C, drop("rating", "after_hours"), "rating", "after_hours"),
    # The catalogue
    ("a service below one that is not there", A, put("services.network", parent="nothing"), "services.network.parent", "service 'nothing'"),
    ("a ring of services", A, put("services.maintenance", parent="computers"), "services.maintenance.parent", "stands below itself"),
    ("a service with an unknown type", A, put("services.supply", types=["gift"]), "services.supply.types", "type 'gift'"),
    ("a service that offers customers nothing", A, put("services.supply", types=["task"]), "services.supply.types", "offers customers nothing"),
    ("a service of an unknown group", A, put("services.supply", group="buyers"), "services.supply.group", "group 'buyers'"),
    ("a granted service that nobody is granted", A, remove("groups", "accountants"), "services.accounting.access", "no group has the role"),
    ("no type for customers", D, lambda said: [one.update(public=False) for one in said["types"]], "types", "none for customers"),
    ("an unknown first type", C, put("opening", type="raw"), "opening.type", "type 'raw'"),
    ("asks what cannot be chosen", E, put("opening", asks=["service", "category"]), "opening.asks", "service, and there is nothing to choose"),
    ("asks for the type too early", A, put("opening", asks=["type", "service"]), "opening.asks", "the type before the service"),
    ("asks twice", A, put("opening", asks=["service", "service"]), "opening.asks.service", "defined twice"),
    ("a source of no door", C, put("", doors=["mail", "web", "telegram", "phone"]), "sources.forum.door", "none of the doors"),
    ("a brand twice", E, add("brands", named("studio")), "brands.studio", "defined twice"),
    ("a category twice", C, add("categories", named("idea")), "categories.idea", "defined twice"),
    # Fields
    ("a field that no type asks", B, add("fields", named("colour")), "fields.colour", "asked by no type"),
    ("a type that asks an unknown field", B, put("types.climate", fields=["site", "smell"]), "types.climate.fields", "field 'smell'"),
    ("a condition on an unknown field", B, put("fields.stopped_on", when={"field": "halted", "is": "yes"}), "fields.stopped_on.when", "field 'halted'"),
    ("a condition on a value that does not exist", B, put("fields.stopped_on", when={"field": "stopped", "is": "perhaps"}), "fields.stopped_on.when", "'perhaps', which 'stopped' never is"),
    ("a condition on a field without values", B, put("fields.stopped_on", when={"field": "serial", "is": "yes"}), "fields.stopped_on.when", "whose answers cannot be named"),
    ("a condition on what the type does not ask", B, put("types.machinery", fields=["site", "equipment", "serial", "stopped_on", "cause"]), "types.machinery.fields", "does not ask that before"),
    ("a condition on what is asked later", B, put("types.machinery", fields=["stopped_on", "stopped"]), "types.machinery.fields", "does not ask that before"),
    ("a condition on what customers are not asked", B, put("fields.stopped_on", when={"field": "cause", "is": "wear"}), "fields.stopped_on.when", "customers are never asked"),
    ("a ring of conditions", B, put("fields.stopped", when={"field": "stopped", "is": "yes"}), "fields.stopped.when", "hangs on itself"),
    ("a required field that customers are not asked", B, both(put("fields.cause", required="open"), put("types.climate", fields=["cause"])), "types.climate.fields", "no ticket is opened without it"),
    ("an option twice", B, add("fields.parameter.options", named("other")), "fields.parameter.options.other", "defined twice"),
    ("a choice without options", B, drop("fields.parameter", "options"), "fields.parameter", "needs `options`"),
    # Rights, groups, routes
    ("nobody claims and nobody assigns", A, put("access", assign=[]), "conversation.claim", "nobody may assign"),
    ("only dispatchers assign, and there are none", A, both(put("access", assign=["dispatcher"]), remove("groups", "dispatchers")), "access.assign", "no group has that role"),
    ("nothing ever becomes one's own", E, both(put("conversation", claim=False), put("access", assign=[]), put("", routes=[]), lambda said: [one.pop("assignee", None) for one in said["levels"]]), "access.works", "anybody's own"),
    ("strangers who could not say who they are", B, put("", doors=["phone"], sources=[], notices={}), "access.strangers", "at any door"),
    ("asks strangers for the same twice", A, put("access", particulars=[{"id": "surname", "required": True}, {"id": "surname"}]), "access.particulars", "twice"),
    ("lets strangers in without a name", A, put("access", particulars=[{"id": "phone", "required": True}]), "access.particulars", "without a name"),
    ("particulars that nobody is asked", C, put("access", particulars=[{"id": "surname", "required": True}]), "access.particulars", "never asked"),
    ("a group of an unknown service", A, put("groups.network", services=["phones"]), "groups.network.services", "service 'phones'"),
    ("a group of an unknown level", E, put("groups.gold_clients", level="platinum"), "groups.gold_clients.level", "level 'platinum'"),
    ("a ring of groups", E, put("groups.staff", parent="hosting"), "groups.staff.parent", "stands below itself"),
    ("a group with services and no role", A, drop("groups.network", "role"), "groups.network.services", "no role"),
    ("a service without a channel where agents see by service", A, drop("groups.network", "channel"), "services.network.channel", "shown to all agents"),
    ("two groups in one channel where agents see by service", A, put("groups.servers", channel="it-network"), "services.servers.channel", "shares the channel 'it-network'"),
    ("sees by service without asking for it", A, put("opening", asks=["type"]), "opening.asks", "leaves out the service"),
    ("sees its own, and a group has no channel", E, both(drop("groups.hosting", "channel"), drop("groups.staff", "channel")), "groups.hosting.channel", "common channel"),
    ("sees its own, and two groups share a channel", E, both(put("access", sees="own"), put("groups.content", channel="ws-hosting")), "groups.content.channel", "is that of 'hosting' too"),
    ("two groups in one channel, once with its sign", A, put("groups.servers", channel="#it-network"), "services.servers.channel", "shares the channel 'it-network'"),
    ("services of nobody's queue in one channel, and others see each", A, lambda said: [one.update(channel="it-all") or one.pop("group", None) for one in said["services"]], "services.accounting.channel", "shares the channel 'it-all'"),
    ("sees its own, and two groups share a channel, once with its sign", E, put("groups.content", channel="#ws-hosting"), "groups.content.channel", "is that of 'hosting' too"),
    ("sees its own, and a group that work is given by hand has no channel", E, add("groups", named("extra", role="agent")), "groups.extra.channel", "common channel"),
    ("a channel in great letters", A, put("groups.servers", channel="IT-Servers"), "groups.servers.channel", "no channel of Slack"),
    ("a channel of two words", C, put("types.question", channel="any questions"), "types.question.channel", "no channel of Slack"),
    ("sees by service without services", B, put("access", sees="service"), "access.sees", "there are no services"),
    ("a route of an unknown category", E, put("routes.1", category="horses"), "routes[1].category", "category 'horses'"),
    ("a route of an unknown source", E, put("routes.6", source="pigeon"), "routes[6].source", "source 'pigeon'"),
    ("a route of an unknown brand", E, put("routes.6", brand="circus"), "routes[6].brand", "brand 'circus'"),
    ("a route to an unknown group", E, put("routes.2", to="group:poets"), "routes[2].to", "group 'poets'"),
    ("a route that never wins", E, add("routes", {"category": "design", "source": "mail", "to": "group:staff"}), "routes[7]", "never wins: routes[3]"),
    ("a route that never wins against two", E, add("routes", {"category": ["hosting", "domains"], "to": "group:staff"}), "routes[7]", "never wins: routes[1], routes[2] fit"),
    ("a route of a service within a service", A, put("", routes=[{"service": "maintenance", "to": "group:network"}, {"service": "computers", "to": "group:workplaces"}]), "routes[2]", "never wins: routes[1]"),
    ("a route to somebody who only looks on", E, put("routes.1", to="person:guest@example.org"), "routes[1].to", "whose groups do none"),
    ("a route to customers", E, put("routes.2", to="group:gold_clients"), "routes[2].to", "does none"),
    ("a default that is not there", B, put("routing", default="group:poets"), "routing.default", "group 'poets'"),
    ("a level of an unknown group", E, put("levels.silver", assignee="group:poets"), "levels.silver.assignee", "group 'poets'"),
    ("two levels by default", E, put("levels.gold", default=True), "levels.default", "defined twice"),
    ("an escalation to nobody", D, put("escalation", group="poets"), "escalation.group", "group 'poets'"),
    # Care
    ("answers that go no way", C, put("notices", answer=[]), "notices.answer", "no customer ever gets an answer"),
    ("group chats without the chat", B, put("", telegram={"groups": "open"}, doors=["mail", "web", "phone"], sources=[]), "telegram.groups", "none of the doors"),
    ("notices by mail without mail", E, put("", doors=["web", "telegram", "phone", "api"]), "notices", "mail is none of the doors"),
    ("staff told by mail without mail", D, both(put("", doors=["telegram"]), put("notices", default=["chat"], staff=[staff(ways=["mail"])])), "notices.staff[1].ways", "mail is none of the doors"),
    ("an unknown group told", D, put("notices", staff=[staff(otherwise=["group:poets"])]), "notices.staff[1].tell", "group 'poets'"),
    ("grades told that nobody asks for", D, put("notices", staff=[staff(on=["rated"])]), "notices.staff[1].on", "asks for none"),
    ("attach address without mail", A, both(put("", doors=["telegram"]), put("notices", default=["chat"], changed=[], staff=[])), "mail.reply", "mail is none of the doors"),
    ("an unknown placeholder", E, put("canned.accepted.text", en="Hello {nickname}"), "canned.accepted.text.en", "{nickname}"),
    ("half a brace", E, put("canned.accepted.text", ru="Смайлик :{"), "canned.accepted.text.ru", "brace"),
    ("a canned answer of an unknown category", E, put("canned.hosting", category="horses"), "canned.hosting.category", "category 'horses'"),
    ("a look-up with an unknown placeholder", E, put("lookup", url="https://shop.example.org/{password}"), "lookup.url", "{password}"),
    # Time
    ("a target of an unknown category", C, put("targets.3", category="horses"), "targets[3].category", "category 'horses'"),
    ("a target of an unknown service", A, put("targets.6", service="horses"), "targets[6].service", "service 'horses'"),
    ("a target of an unknown level", E, put("targets.2", level="platinum"), "targets[2].level", "level 'platinum'"),
    ("a target on no calendar", E, put("targets.2", calendar="shop"), "targets[2].calendar", "calendar 'shop'"),
    ("a target that another of its kind takes everything", C, add("targets", {"metric": "resolution", "span": "1wd", "calendar": "office", "type": "question"}), "targets[14]", "never wins: targets[11] applies"),
    ("a target of a service within a service", A, add("targets", {"metric": "update", "span": "8h", "service": "workplaces"}, {"metric": "update", "span": "4h", "service": "printing"}), "targets[9]", "never wins: targets[8]"),
    # Words and forms
    ("a noun without letters", B, put("nouns.ticket.ru", genitive=" "), "nouns.ticket.ru.genitive", "says nothing"),
    ("a noun that fills a page", B, put("nouns.ticket.en", singular="x" * 500), "nouns.ticket.en.singular", "at most 30 characters"),
    ("a label of two lines", C, put("types.question", label={"ru": "Во\nпрос", "en": "Question"}), "types.question.label", "more than one line"),
    ("a label that turns its direction", C, put("types.question", label={"ru": "Вопрос", "en": "Ques\u202etion"}), "types.question.label", "nobody sees"),
    ("two categories that say the same", E, put("categories.hosting", label={"ru": "Хостинг", "en": "Domains and mail"}), "categories.domains.label", "the same in 'en' as that of 'hosting'"),
    ("two services side by side that say the same", A, put("services.network", label={"ru": "Серверы, почта и хранение данных", "en": "Network"}), "services.servers.label", "the same in 'ru' as that of 'network'"),
    ("an emoji with colons", C, put("conversation", take_emoji=":eyes:"), "conversation.take_emoji", "without colons"),
    ("no phrase at all", D, put("closing", phrases=[]), "closing.phrases", "fewer than 1 entries"),
    ("a hint in one language", B, put("fields.serial", hint={"ru": "На шильдике"}), "fields.serial.hint", "no words in 'en'"),
    ("an option in one language", B, put("fields.parameter.options.other", label={"en": "Other"}), "fields.parameter.options.other.label", "no words in 'ru'"),
    ("a service in one language", A, put("services.supply", label={"ru": "Поставка"}), "services.supply.label", "no words in 'en'"),
    ("a term in one language", A, put("terms", subject={"ru": "Название"}), "terms.subject", "no words in 'en'"),
    ("a canned answer in one language", A, drop("canned.visit.text", "en"), "canned.visit.text", "no words in 'en'"),
    ("a reason in one language", D, put("escalation.reasons.sla", label={"ru": "Сроки"}), "escalation.reasons.sla.label", "no words in 'en'"),
    ("a service too long for a button", A, put("services.supply", label={"ru": LONG, "en": "Supply"}), "services.supply.label", "too long for a button of Telegram"),
    ("a grade too long for a button", E, put("rating.grades.unclear", label={"ru": "Непонятно", "en": "Better than anything I have ever seen done"}), "rating.grades.unclear.label", "too long for a button of Telegram"),
    ("a label too long for any button", A, put("types.incident", label={"ru": "И" * 76, "en": "Incident"}), "types.incident.label.ru", "at most 75 characters"),
    ("a form longer than a modal", C, lambda said: [said["fields"].extend(many(86)), said["types"][1].update(fields=[one["id"] for one in many(86)])], "types.question.fields", "room for 85"),
    ("a menu longer than Slack draws", C, add("canned", *many(100, text={"ru": "Да", "en": "Yes"})), "canned", "room for 100"),
    ("a list longer than a keyboard", B, add("fields.parameter.options", *many(93)), "fields.parameter.options", "room for 97"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "desk", "change", "place", "problem"), BROKEN, ids=[row[0] for row in BROKEN])
def test_a_broken_desk_is_answered_with_its_place_and_its_problem(
    what: str, desk: str, change: Change, place: str, problem: str
) -> None:
    said = tomllib.loads((PROFILES / f"{desk}.toml").read_text(encoding="utf-8"))
    assert judge(said)[1] == []
    change(said)
    _, findings = judge(said)
    fitting = [found for found in findings if found.place == place and problem in str(found)]
    assert fitting, [str(found) for found in findings]
    assert all(found.mend for found in findings)


BAD_TIME: list[tuple[str, Change, str, str]] = [
    ("hours on one day of all", lambda said: said["calendars"][0].update(week={}, on={date(2026, 12, 1): ["09:00–18:00"]}), "calendars.office.week", "single days only"),
    ("a span longer than any calendar", both(lambda said: said["calendars"][0].update(week={"mon": ["09:00–09:01"]}), put("targets.1", span="9999h")), "targets[1].span", "longer than the calendar 'office'"),
    ("hours that overlap", lambda said: said["calendars"][0]["week"].update(mon=["09:00–13:00", "12:00–18:00"]), "calendars.office", "overlap"),
    ("a night into the morning", lambda said: said["calendars"][0]["week"].update(mon=["22:00–10:00"]), "calendars.office", "overlap"),
    ("an hour that no day has", lambda said: said["calendars"][0]["week"].update(mon=["09:00–25:00"]), "calendars.office", "no day has"),
    ("a zone that is none", lambda said: said["calendars"][0].update(zone="Europe/Moskow"), "calendars.office", "no time zone"),
    ("a country that is none", lambda said: said["calendars"][0].update(country="XX"), "calendars.office", "No public holidays"),
    ("a day on and off", lambda said: said["calendars"][0].update(on={date(2026, 12, 1): ["09:00–18:00"]}, off={date(2026, 12, 1): {"ru": "х", "en": "x"}}), "calendars.office", "both a day on and a day off"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "change", "place", "problem"), BAD_TIME, ids=[row[0] for row in BAD_TIME])
def test_a_calendar_by_which_nothing_is_ever_due_is_a_finding(
    what: str, change: Change, place: str, problem: str
) -> None:
    said = tomllib.loads((PROFILES / f"{C}.toml").read_text(encoding="utf-8"))
    change(said)
    profile, findings = judge(said)
    assert profile is not None and findings == []
    assert [found.place for found in reckoned(profile)] == [place]
    assert all(problem in found.problem and found.mend for found in reckoned(profile))


def nodes(said: Any) -> list[tuple[Any, Any]]:
    """Every place of a file: where it stands, and under which key."""
    keys = list(said) if isinstance(said, dict) else list(range(len(said)) if isinstance(said, list) else ())
    return [place for key in keys for place in ((said, key), *nodes(said[key]))]


@settings(max_examples=150, deadline=None)
@given(
    desk=st.sampled_from((A, B, C, D, E)),
    where=st.floats(0, 1, exclude_max=True),
    instead=st.one_of(st.none(), st.integers(-1, 10**9), st.text(max_size=3), st.sampled_from(
        ([], {}, [{}], {"id": 1}, ["nothing"], "nothing", True, [["x"]], {"ru": "x"}, "24x7", "group:nothing"),
    )),
)  # fmt: skip
def test_whatever_a_file_says_is_answered_with_findings(desk: str, where: float, instead: object) -> None:
    said = tomllib.loads((PROFILES / f"{desk}.toml").read_text(encoding="utf-8"))
    places = nodes(said)
    inside, key = places[int(where * len(places))]
    inside[key] = instead
    profile, findings = judge(said)
    assert profile is not None or findings
    assert all(found.place and found.problem and found.mend for found in findings)


def test_there_are_at_least_forty_of_them() -> None:
    assert len({what for what, *_ in BROKEN}) == len(BROKEN) >= 40


def test_findings_stand_in_the_order_of_the_file(tmp_path: Path) -> None:
    """Whoever mends goes through the file once, from top to bottom."""
    text = (PROFILES / "web-studio.toml").read_text(encoding="utf-8")
    for said, instead in (
        ('on_answer = "in_progress"\npauses', 'on_answer = "gone"\npauses'),
        ("{requester}!", "{nickname}!"),
        ('level = "silver"\n\n[[groups]]', 'level = "tin"\n\n[[groups]]'),
        ('category = "domains"\nto', 'category = "horses"\nto'),
        ('asks = ["category", "priority"]', 'asks = ["service"]'),
        ('calendar = "extended"\nlevel = "gold"', 'calendar = "shop"\nlevel = "gold"'),
    ):
        assert said in text
        text = text.replace(said, instead, 1)
    path = tmp_path / "desk.toml"
    path.write_text(text, encoding="utf-8")
    _, findings = inspect(path)
    assert [found.place for found in findings] == [
        "statuses.waiting.on_answer", "statuses.waiting.on_answer", "canned.accepted.text.ru",
        "groups.silver_clients.level", "routes[2].category", "opening.asks", "targets[3].calendar",
    ]  # fmt: skip
    with pytest.raises(Misconfigured, match=r"nickname"):
        load(path)
