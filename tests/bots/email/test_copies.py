"""Letters to whoever is in copy: what they say, in whose name they come, and what they hide (A4)."""

from dataclasses import replace
from email.message import EmailMessage

import pytest

from bots.wording import Words
from core.api.events import ObserverAdded, ObserverDropped, SurveyAsked, TicketAssigned, TicketTriaged
from core.api.kinds import Event, one_line, shorten
from core.api.ports import Refused
from core.api.shapes import Answer, Change, Choice, Happening, Who
from core.profile.schema import Profile
from tests.bots.email.composing import Desk
from tests.bots.email.hostile import hostile
from tests.bots.email.shapes import (
    ANNA,
    COPIES,
    HAPPENINGS,
    IVAN,
    OBSERVED,
    OLGA,
    RESOLVED,
    body,
    card,
    delivery,
    lost_file,
    named,
    parsed,
)
from tests.bots.email.test_hostile import OURS, Skeleton

EXPECTED = {
    ("added", "ru"): ("Иван Петров просит держать вас в курсе.", "на этот адрес", "Ответить", "Не уведомлять меня"),
    ("added", "en"): ("Иван Петров wants you to be kept informed.", "to this address", "Answer", "notify me"),
    ("author", "ru"): ("Иван Петров (автор) пишет", "Так и мигает.", "Первое сообщение"),
    ("author", "en"): ("Иван Петров (author) writes", "Так и мигает.", "The first message"),
    ("answer", "ru"): ("Анна Смирнова", "Перезагрузите принтер", "Первое сообщение"),
    ("answer", "en"): ("Анна Смирнова", "Перезагрузите принтер", "The first message"),
}


@pytest.fixture
def desk(profile: Profile) -> Desk:
    return Desk(Words(profile))


async def octets(desk: Desk, told: Happening, language: str = "ru") -> bytes:
    return await desk.octets(delivery(told, language, address="olga@example.org", person=OLGA.id, name=OLGA.name))


async def read(desk: Desk, told: Happening, language: str = "ru") -> EmailMessage:
    return parsed(await octets(desk, told, language))


@pytest.mark.parametrize(("name", "language"), EXPECTED)
async def test_a_letter_to_an_observer_says_what_happened_and_why_they_get_it(
    desk: Desk, name: str, language: str
) -> None:
    letter = await read(desk, COPIES[name], language)
    why = {"ru": "попросили держать в курсе HD-12", "en": "wants you to be kept informed of HD-12"}[language]
    for kind in ("plain", "html"):
        shown = body(letter, kind).replace("&#39;", "'")
        assert [words for words in (*EXPECTED[name, language], why) if words not in shown] == []
        assert "Ваше" not in shown and "Your first" not in shown


async def test_the_first_letter_repeats_a_name_and_the_subject_and_nothing_else_that_was_typed(desk: Desk) -> None:
    letter = await read(desk, replace(COPIES["added"], card=replace(OBSERVED, body="КУПИТЕ СЛОНА")))
    assert "СЛОНА" not in body(letter, "plain") + body(letter, "html")
    assert letter["Subject"] == "[Служба поддержки «Вектор»] HD-12 Не печатает принтер в бухгалтерии"
    assert letter["Auto-Submitted"] == "auto-generated"


async def test_only_the_desks_own_people_speak_in_their_own_name(desk: Desk) -> None:
    """A customer may call themselves anything, the desk too."""
    assert named(await octets(desk, COPIES["answer"]), "From").startswith("Анна Смирнова · ")
    assert "Иван" not in named(await octets(desk, COPIES["author"]), "From")


@pytest.mark.parametrize(
    ("event", "language", "says"),
    [
        (ObserverAdded(OLGA.id), "ru", "Новый наблюдатель — Ольга."),
        (ObserverAdded(OLGA.id), "en", "Ольга is an observer now."),
        (ObserverDropped(OLGA.id), "ru", "Больше не наблюдает Ольга."),
        (ObserverDropped(OLGA.id), "en", "Ольга is no longer an observer."),
    ],
)
async def test_the_requester_hears_who_came_into_copy_or_left_it(
    desk: Desk, event: Event, language: str, says: str
) -> None:
    letter = parsed(await desk.octets(delivery(Happening(OBSERVED, event, ANNA, whom=OLGA), language)))
    assert says in body(letter, "plain") and says in body(letter, "html")


async def test_an_observer_gets_no_letter_about_their_own_words(desk: Desk) -> None:
    own = HAPPENINGS["an observer speaks"]
    to_her = delivery(own, address="olga@example.org", person=OLGA.id)
    assert await desk.ending(to_her) == Refused("nothing to tell")


async def test_files_of_others_are_named(desk: Desk) -> None:
    assert COPIES["author"].message
    said = replace(COPIES["author"].message, files=(lost_file("план\r\nBcc: x.png"), lost_file("2.png")))
    shown = body(await read(desk, replace(COPIES["author"], message=said)), "plain")
    assert "К сообщению приложены файлы:\n- план Bcc: x.png\n- 2.png\n" in shown


@pytest.mark.parametrize(
    "told",
    [
        Happening(card(), TicketTriaged({"level": "gold"}, {}), ANNA),
        Happening(card(), TicketAssigned(None, None, "plant"), ANNA, group=Choice("plant", {"ru": "Цех"})),
        Happening(card(), SurveyAsked(), None),
    ],
)
async def test_what_leaves_nothing_to_tell_is_no_letter(desk: Desk, told: Happening) -> None:
    assert await desk.ending(delivery(told)) == Refused("nothing to tell")


@pytest.mark.parametrize(("when", "asks"), [("resolved", True), ("later", False), ("answer", True)])
async def test_a_resolution_asks_for_a_grade_when_the_desk_does(desk: Desk, when: str, asks: bool) -> None:
    told = HAPPENINGS["resolved"]
    letter = parsed(await desk.octets(delivery(replace(told, card=replace(RESOLVED, rate_when=when)))))
    assert ("do=rate" in body(letter, "plain")) == asks
    answer = replace(HAPPENINGS["answer"], card=replace(RESOLVED, rate_when=when))
    letter = parsed(await desk.octets(delivery(answer)))
    assert ("do=rate" in body(letter, "plain")) == (when == "answer")


async def test_hostile_words_become_no_element_header_or_link(desk: Desk) -> None:
    usual = {name: Skeleton(body(await read(desk, told), "html")) for name, told in _told("harmless").items()}
    for text in hostile(500):
        for name, told in _told(text).items():
            letter = await read(desk, told)
            found = Skeleton(body(letter, "html"))
            assert found.kinds <= usual[name].kinds | {("br", ())} and found.other == usual[name].other, (name, text)
            assert len(found.urls) == len(usual[name].urls) and all(url.startswith(OURS) for url in found.urls)
            assert shorten(one_line(text), 60).split("…")[0] in one_line(body(letter, "plain")), (name, text)


def _told(text: str) -> dict[str, Happening]:
    who, label = Who(IVAN.id, text), Choice("x", {"ru": text})
    shown = replace(OBSERVED, subject=text, requester=who)
    changes = (Change("category", label, label), Change("field:x", Answer(label, "text", text), None, label))
    spoken = COPIES["author"].message
    assert spoken
    return {
        "added": Happening(shown, ObserverAdded(OLGA.id), who, whom=OLGA),
        "triaged": Happening(shown, TicketTriaged({}, {}), ANNA, changes=changes),
        "spoken": replace(COPIES["author"], card=shown, message=replace(spoken, author=who, body=text)),
    }
