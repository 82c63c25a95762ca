"""The five desks and the small one: what their requirements say stands in their files."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.calendar.desk import inspect, load
from core.profile import tree
from core.profile.schema import Profile
from core.profile.states import Kind, Party
from core.profile.time import Metric
from core.sla.explain import foreseen
from core.sla.policy import Standing, policy_of

PROFILES = Path(__file__).parents[2] / "profiles"
NAMES = ("default", "itsm", "field-service", "software", "telecom", "web-studio")
START = datetime(1970, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def desks() -> Mapping[str, Profile]:
    return {name: load(PROFILES / f"{name}.toml") for name in NAMES}


@pytest.fixture(scope="module")
def itsm(desks: Mapping[str, Profile]) -> Profile:
    return desks["itsm"]


@pytest.fixture(scope="module")
def field_service(desks: Mapping[str, Profile]) -> Profile:
    return desks["field-service"]


@pytest.fixture(scope="module")
def software(desks: Mapping[str, Profile]) -> Profile:
    return desks["software"]


@pytest.fixture(scope="module")
def telecom(desks: Mapping[str, Profile]) -> Profile:
    return desks["telecom"]


@pytest.fixture(scope="module")
def web_studio(desks: Mapping[str, Profile]) -> Profile:
    return desks["web-studio"]


def labels(rows: object) -> list[str]:
    return [one.label["ru"] for one in rows]  # type: ignore[attr-defined]


def moves(profile: Profile, *parties: Party) -> set[tuple[str, str]]:
    return {
        (source, move.to)
        for move in profile.moves
        if {*move.by} & {*parties}
        for source in move.sources
        if source != move.to
    }


def due(profile: Profile, metric: Metric, at: str, **standing: str) -> str:
    """In the zone of the target's calendar."""
    policy = policy_of(profile)
    kind = Standing(
        standing.get("type", profile.default_type), standing.get("priority", profile.default_priority.id),
        standing.get("level", profile.default_level or ""), standing.get("category"), standing.get("service"),
    )  # fmt: skip
    start = (datetime.fromisoformat(at) - START) // timedelta(microseconds=1)
    (found,) = [one for one in foreseen(policy, kind, start) if one.metric is metric]
    assert found.due_at is not None
    instant = START + timedelta(microseconds=found.due_at)
    return instant.astimezone(datetime.fromisoformat(at).tzinfo).isoformat(timespec="minutes")


@pytest.mark.parametrize("name", NAMES)
def test_a_desk_of_the_house_has_nothing_to_mend(name: str) -> None:
    assert inspect(PROFILES / f"{name}.toml")[1] == []


def test_the_house_ships_these_desks_and_no_others() -> None:
    assert {path.stem for path in PROFILES.glob("*.toml")} == {*NAMES}


def test_each_desk_speaks_of_its_work_in_its_own_nouns(desks: Mapping[str, Profile]) -> None:
    said = {name: (desk.nouns.ticket.ru.nominative, desk.nouns.ticket.ru.gender) for name, desk in desks.items()}
    assert said["itsm"] == said["field-service"] == ("заявка", "feminine")
    assert said["software"] == ("запрос", "masculine")
    assert said["telecom"] == said["web-studio"] == ("обращение", "neuter")
    whose = {name: desk.nouns.assignee.ru.genitive for name, desk in desks.items()}
    assert whose["itsm"] == whose["software"] == "исполнителя"
    assert whose["field-service"] == whose["web-studio"] == "ответственного"
    subjects = {name: desk.terms.subject["ru"] for name, desk in desks.items() if desk.terms.subject}
    assert subjects["itsm"] == "Название" and subjects["field-service"] == "Тема"


def test_nobody_of_a_desk_is_a_real_person(desks: Mapping[str, Profile]) -> None:
    for desk in desks.values():
        assert all(address.endswith("@example.org") for group in desk.groups for address in group.members)


# What must be sayable, since the five differ (X10)


def test_silence_closes_after_a_day_in_a_after_three_working_days_in_d_and_never_elsewhere(
    desks: Mapping[str, Profile],
) -> None:
    silences = {
        name: [(status.id, status.silence.hours, status.silence.working_days, status.on_silence)]
        for name, desk in desks.items()
        for status in desk.statuses
        if status.silence
    }
    assert silences == {"itsm": [("done", 24, None, "closed")], "telecom": [("resolved", None, 3, "closed")]}


def test_closed_is_final_in_b_and_d_only(desks: Mapping[str, Profile]) -> None:
    assert {name for name, desk in desks.items() if desk.status("closed").final} == {
        "default", "field-service", "telecom",
    }  # fmt: skip


def test_reopening_is_by_button_in_a_by_any_comment_in_c_by_an_agent_in_b_by_wish_in_d(
    itsm: Profile, field_service: Profile, software: Profile, telecom: Profile
) -> None:
    assert itsm.status("done").on_answer is None
    assert itsm.button("return").to == "in_progress"  # type: ignore[union-attr]
    solved = software.status("solved")
    assert (solved.on_answer, solved.on_answer_after, solved.silence) == ("reopened", 0, None)
    assert field_service.status("solved").on_answer is None and field_service.buttons == ()
    assert ("solved", "open") in moves(field_service, Party.AGENT)
    assert telecom.status("resolved").on_answer_after > 0


def test_waiting_asks_until_when_in_b_and_has_no_end_in_d(field_service: Profile, telecom: Profile) -> None:
    clarify = field_service.status("clarify")
    assert (clarify.label["ru"], clarify.asks_until, clarify.on_time) == ("Требует уточнения", True, "open")
    waiting = telecom.status("waiting")
    assert (waiting.asks_until, waiting.pauses, waiting.on_answer) == (False, True, "in_progress")


def test_the_rating_is_asked_at_once_in_a_a_day_later_in_c_with_each_answer_in_e_and_never_in_b_and_d(
    desks: Mapping[str, Profile],
) -> None:
    asked = {name: (desk.rating.ask, desk.rating.after_hours) for name, desk in desks.items() if desk.rating}
    del asked["default"]
    assert asked == {"itsm": ("resolved", None), "software": ("later", 24), "web-studio": ("answer", None)}


def test_scales_are_numbered_in_a_binary_in_c_and_graded_in_e(
    itsm: Profile, software: Profile, web_studio: Profile
) -> None:
    assert itsm.rating and software.rating and web_studio.rating
    assert [grade.id for grade in itsm.rating.grades] == ["5", "4", "3", "2", "1"]
    assert labels(software.rating.grades) == ["Хорошо", "Плохо"]
    assert {"Ответ устраивает", "Недостаточно полно"} <= {*labels(web_studio.rating.grades)}


def test_who_sees_what_is_per_service_in_a_all_in_b_and_own_in_e(
    itsm: Profile, field_service: Profile, web_studio: Profile
) -> None:
    assert itsm.access.sees == "service"
    assert (field_service.access.sees, field_service.access.works) == ("all", "all")
    assert (web_studio.access.sees, web_studio.access.works) == ("own", "own")


def test_strangers_register_in_a_and_b_and_are_taken_in_by_c(
    itsm: Profile, field_service: Profile, software: Profile
) -> None:
    assert itsm.access.strangers == field_service.access.strangers == "register"
    assert software.access.strangers == "welcome"


@pytest.mark.parametrize("name", [name for name in NAMES if name != "default"])
def test_targets_warn_before_they_are_breached_and_then_go_up(desks: Mapping[str, Profile], name: str) -> None:
    """X5: to the assignee before, then up the chain."""
    targets = desks[name].targets
    assert {target.metric for target in targets} >= {Metric.FIRST_RESPONSE, Metric.NEXT_RESPONSE, Metric.RESOLUTION}
    for target in targets:
        rungs = {rung.at: rung.tell for rung in target.steps}
        assert 100 in rungs
        if target.metric is not Metric.NEXT_RESPONSE:
            assert "assignee" in rungs[min(rungs)] and min(rungs) < 100


def test_targets_are_in_working_hours_and_in_clock_hours(desks: Mapping[str, Profile]) -> None:
    for name in NAMES[1:]:
        assert {target.calendar == "24x7" for target in desks[name].targets} >= {False}
    assert "24x7" in {target.calendar for target in desks["itsm"].targets}


def test_a_c_d_and_e_tell_everything_by_chat_and_by_mail(desks: Mapping[str, Profile]) -> None:
    """X4."""
    for name in ("itsm", "software", "telecom", "web-studio"):
        assert desks[name].notices.ways("answer") == desks[name].notices.ways("status") == ("chat", "mail")


# A


def test_the_catalogue_leads_down_to_the_incident_of_the_storyboard(itsm: Profile) -> None:
    """A3."""
    assert [one.label["ru"] for one in tree.path(itsm, "network")] == [
        "Сервисное обслуживание", "Обслуживание телефонного и сетевого оборудования",
    ]  # fmt: skip
    assert "Инцидент" in labels(tree.types_of(itsm, "network", public=True))
    assert [one.id for one in tree.path(itsm, "accounting")] == ["business", "onec", "accounting"]
    assert itsm.opening.asks == ("service", "type") and itsm.opening.observers


def test_roles_are_per_service_and_only_those_with_the_right_assign(itsm: Profile) -> None:
    """A2."""
    assert itsm.access.assign == ("dispatcher", "administrator") and not itsm.conversation.claim
    network = itsm.group("network")
    assert network and (network.role, network.services) == ("agent", ("network",))
    clients = itsm.group("accountants")
    assert clients and (clients.role, clients.services) == ("client", ("business",))
    assert tree.granted_only(itsm, "accounting") and not tree.granted_only(itsm, "network")
    assert tree.group_of(itsm, "printing") == "workplaces"


def test_a_ticket_is_an_incident_a_request_or_a_task(itsm: Profile) -> None:
    """A1."""
    assert {"Инцидент", "Запрос на обслуживание", "Задача"} <= {*labels(itsm.types)}


def test_done_is_returned_with_one_button_or_closes(itsm: Profile) -> None:
    """A9, A10."""
    assert itsm.status("done").label["ru"] == "Выполнена" and itsm.status("closed").label["ru"] == "Закрыта"
    button = itsm.button("return")
    assert button and button.label and button.label["ru"] == "Вернуть в работу"
    assert itsm.rating and "done" in itsm.rating.sources


def test_every_change_is_told_and_a_reply_needs_the_attach_address(itsm: Profile, software: Profile) -> None:
    """A7, A8."""
    kinds = ("opened", "assigned", "status", "changed", "answer", "comment")
    assert {itsm.notices.ways(kind) for kind in kinds} == {("chat", "mail")}
    assert (itsm.mail.reply, software.mail.reply) == ("attach", "plain")


# B


def test_field_service_moves_are_exactly_those_of_b6(field_service: Profile) -> None:
    by_label = {status.id: status.label["ru"] for status in field_service.statuses}
    said = {(by_label[source], by_label[to]) for source, to in moves(field_service, *Party)}
    assert said == {
        ("Открыта", "В работе"), ("Открыта", "Требует уточнения"), ("Открыта", "Решена"),
        ("В работе", "Требует уточнения"), ("В работе", "Решена"),
        ("Требует уточнения", "Открыта"), ("Требует уточнения", "В работе"), ("Требует уточнения", "Решена"),
        ("Решена", "Закрыта"), ("Решена", "Открыта"),
    }  # fmt: skip
    assert moves(field_service, Party.AGENT) == moves(field_service, *Party)
    assert moves(field_service, Party.REQUESTER) == set()
    assert moves(field_service, Party.SYSTEM) == {("clarify", "open")}


def test_clients_are_offered_the_public_types_only(field_service: Profile) -> None:
    """B2."""
    public = [one for one in field_service.types if one.public]
    assert labels(public) == ["Микроклимат", "Технологическое оборудование"]
    assert {one.label["ru"] for one in field_service.types} - {*labels(public)} == {
        "Проектирование", "ПО", "Производство", "Комплектующие", "Монтаж", "Эксплуатация",
    }  # fmt: skip


def test_climate_is_not_opened_without_site_equipment_and_serial_number(field_service: Profile) -> None:
    """B3."""
    required = [(one.id, one.kind) for one in field_service.fields_of("climate") if one.required == "open"]
    assert required == [("site", "site"), ("equipment", "equipment"), ("serial", "text")]
    assert {one.kind for one in field_service.fields} >= {
        "text", "number", "date", "choice", "yes_no", "site", "equipment", "company",
    }  # fmt: skip


def test_levels_are_what_the_contract_promises(field_service: Profile) -> None:
    """B1."""
    at = "2026-11-20T16:00+03:00"
    ends = [due(field_service, Metric.FIRST_RESPONSE, at, level=level.id) for level in field_service.levels]
    assert ends == ["2026-11-23T15:00+03:00", "2026-11-20T20:00+03:00", "2026-11-20T17:00+03:00"]


# C


@pytest.mark.parametrize(
    ("standing", "ends"),
    [
        ({}, "2026-11-23T12:00+03:00"),
        ({"type": "question"}, "2026-11-23T12:00+03:00"),
        ({"type": "question", "category": "idea"}, "2026-11-24T15:00+03:00"),
        ({"type": "problem"}, "2026-11-23T14:00+03:00"),
        ({"type": "incident"}, "2026-11-23T12:00+03:00"),
        ({"type": "incident", "category": "registration"}, "2026-11-23T10:00+03:00"),
        ({"type": "task"}, "2026-11-23T12:00+03:00"),
    ],
)
def test_reaction_times_are_those_of_c3_and_c4(software: Profile, standing: dict[str, str], ends: str) -> None:
    """4 hours until triage; a question 4, an idea 16, a problem 6, an incident 4, a registration 2, all working."""
    assert due(software, Metric.FIRST_RESPONSE, "2026-11-20T17:00+03:00", **standing) == ends


def test_a_contract_overrides_every_reaction_time(software: Profile) -> None:
    """C3."""
    at = "2026-11-20T10:00+03:00"
    for type in software.types:
        for category in (None, *(one.id for one in software.categories)):
            kind = {"type": type.id} | ({"category": category} if category else {})
            usual = due(software, Metric.FIRST_RESPONSE, at, **kind)
            contract = due(software, Metric.FIRST_RESPONSE, at, level="extended", **kind)
            assert contract <= usual
            assert contract < usual or category == "registration"


def test_a_request_has_no_type_of_its_own_until_triage(software: Profile) -> None:
    """C3, C7: customers are not asked."""
    assert software.opening.asks == () and software.default_type == "untriaged"
    assert software.type("untriaged").public is False  # type: ignore[union-attr]
    assert {"Вопрос", "Проблема", "Инцидент", "Задача"} <= {*labels(software.types)}
    (dated,) = [target for target in software.targets if target.metric is Metric.DUE]
    assert dated.type == ("task",) and not dated.span and [rung.at for rung in dated.steps] == [75, 100]


def test_priorities_and_statuses_are_those_of_c6_and_c11(software: Profile) -> None:
    assert labels(software.priorities) == ["Низкий", "Нормальный", "Высокий", "Срочный"]
    assert software.default_priority.label["ru"] == "Нормальный"
    assert [status.kind for status in software.statuses] == [
        Kind.NEW, Kind.WORKING, Kind.WAITING, Kind.RESOLVED, Kind.WORKING,
    ]  # fmt: skip
    assert software.status("solved").label["ru"] == "Решён"


def test_every_rating_is_told_to_agents(software: Profile) -> None:
    """C10."""
    assert any("rated" in one.on and "channel" in one.tell for one in software.notices.staff)


def test_a_start_elsewhere_has_its_own_source(software: Profile) -> None:
    """C1."""
    assert {source.door for source in software.sources} == {"mail", "web", "telegram", "phone", "api"}


# D


def test_statuses_of_d_are_those_of_d1(telecom: Profile) -> None:
    assert [status.label["en"] for status in telecom.statuses] == [
        "New", "In progress", "Waiting for customer", "Pending", "Escalated", "Investigation", "Resolved", "Closed",
        "Canceled",
    ]  # fmt: skip


def test_customers_of_d_have_their_four_buttons(telecom: Profile) -> None:
    """D3."""
    said = {button.verb: button.label["ru"] for button in telecom.buttons if button.label}
    assert said == {
        "mute": "Не уведомляйте меня", "escalate": "Эскалировать", "resolve": "Решить эту проблему",
        "cancel": "Отменить обращение",
    }  # fmt: skip
    assert telecom.button("resolve").hint["ru"] == "Проблема решена"  # type: ignore[union-attr,index]
    assert [reason.id for reason in telecom.escalation.reasons if not reason.counts] == ["priority"]  # type: ignore[union-attr]


# E


def test_statuses_grades_criticality_and_sources_are_in_the_words_of_e4(web_studio: Profile) -> None:
    assert {"Принято к рассмотрению", "В стадии решения", "Успешно решено"} <= {*labels(web_studio.statuses)}
    assert labels(web_studio.priorities) == ["Высокая", "Средняя", "Низкая"]
    assert web_studio.terms.priority and web_studio.terms.priority["ru"] == "Критичность"
    assert "Хостинг" in labels(web_studio.categories)
    assert {"Форум", "Телефон"} <= {*labels(web_studio.sources)}


def test_whoever_is_content_closes_by_grading(web_studio: Profile) -> None:
    """E16."""
    assert web_studio.rating
    assert {grade.id: grade.to for grade in web_studio.rating.grades if grade.to} == {"content": "closed"}
    assert web_studio.status("solved").on_answer == "in_progress"


def test_the_first_route_that_fits_names_the_categorys_assignee(web_studio: Profile) -> None:
    """E6."""
    assert web_studio.routes[0].category == ("hosting",)
    assert web_studio.routes[0].to == "person:hosting@example.org"
    assert web_studio.routing.default is None


def test_gold_has_its_own_time_calendar_and_assignee(web_studio: Profile) -> None:
    """E9."""
    at = "2026-11-20T17:30+03:00"
    assert due(web_studio, Metric.FIRST_RESPONSE, at) == "2026-11-23T16:30+03:00"
    assert due(web_studio, Metric.FIRST_RESPONSE, at, level="gold") == "2026-11-20T18:30+03:00"
    assert due(web_studio, Metric.FIRST_RESPONSE, at, level="gold", priority="high") == "2026-11-20T18:00+03:00"
    (gold,) = [level for level in web_studio.levels if level.id == "gold"]
    assert gold.assignee == "person:manager@example.org"
    assert [group.id for group in web_studio.groups if group.level == "gold"] == ["gold_clients"]


def test_who_hears_of_what_is_as_e7_says(web_studio: Profile) -> None:
    told = {(happens, one.tell, one.otherwise) for one in web_studio.notices.staff for happens in one.on}
    assert {
        ("opened", ("assignee",), ("role:administrator",)), ("opened", ("colleagues",), ()),
        ("comment", ("assignee",), ("role:administrator",)), ("assigned", ("assignee",), ()),
    } <= told  # fmt: skip


def test_access_levels_of_e11_have_their_groups(web_studio: Profile) -> None:
    assert {group.role for group in web_studio.groups} >= {"closed", "client", "agent", "demo", "administrator"}
    hosting = web_studio.group("hosting")
    assert hosting and hosting.role is None and hosting.parent == "staff"


def test_canned_answers_have_placeholders_and_stand_first_for_their_category(web_studio: Profile) -> None:
    """E5."""
    assert any("{requester}" in one.text["ru"] for one in web_studio.canned)
    assert [one.id for one in web_studio.canned if "hosting" in one.category] == ["hosting"]


def test_orders_are_looked_up_with_a_time_limit(web_studio: Profile) -> None:
    """E2."""
    assert web_studio.lookup and "{email}" in web_studio.lookup.url and web_studio.lookup.timeout <= 10
