"""What the letters say, in both languages, and what they never say."""

from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import pytest

from bots.email import channel as mail
from bots.wording import Words
from core.api.events import CommentAdded, NoteAdded, TicketMuted, TicketOpened, TicketRated
from core.api.kinds import MessageId
from core.api.ports import Gone, Refused, RetryLater, Sent
from core.api.shapes import Happening, Verb
from core.profile.schema import Profile
from tests.bots.email.composing import Desk
from tests.bots.email.shapes import (
    ANNA,
    DESK,
    HAPPENINGS,
    IVAN,
    SAID,
    body,
    card,
    content,
    delivery,
    message,
    named,
    parsed,
)

BASE = "https://desk.example.org/t/"
EXPECTED = {
    ("triaged", "ru"): (
        "Вот что изменилось:",
        "Вид: Вопрос → Инцидент",
        "Срок исполнения: 1 октября 2026, 12:00 (UTC)",
        "Корпус: 4",
        "Первый ответ — не позже 1 октября 2026, 12:00 (UTC).",
    ),
    ("triaged", "en"): (
        "What has changed:",
        "Type: Question → Incident",
        "Due date: 1 October 2026, 12:00 (UTC)",
        "Barn: 4",
        "First answer by 1 October 2026, 12:00 (UTC).",
    ),
    ("survey", "ru"): ("Работа закончена.", "Оцените, пожалуйста, как мы справились:", "Отлично", "Плохо"),
    ("survey", "en"): ("The work is done", "How did we do?", "Excellent", "Poor"),
    ("an observer speaks", "ru"): ("Ольга (наблюдатель) пишет", "У меня есть ключ.", "Ваше первое сообщение"),
    ("an observer speaks", "en"): ("Ольга (observer) writes", "У меня есть ключ.", "Your first message"),
    ("receipt", "ru"): (
        "Первый ответ — не позже 1 октября 2026, 12:00 (UTC).",
        "Заявка HD-12 принята.",
        "Это продолжение HD-5.",
        "Открыть заявку",
    ),
    ("receipt", "en"): (
        "First answer by 1 October 2026, 12:00 (UTC).",
        "Ticket HD-12 is registered.",
        "It goes on with HD-5.",
        "Open the ticket",
    ),
    ("answer", "ru"): ("Анна Смирнова", "Перезагрузите принтер", "Ваше первое сообщение", "мигает красным", "Ответить"),
    ("answer", "en"): ("Анна Смирнова", "Перезагрузите принтер", "Your first message", "мигает красным", "Answer"),
    ("assigned", "ru"): ("Вопросом занимается Анна Смирнова.",),
    ("assigned", "en"): ("Анна Смирнова is looking into it.",),
    ("status", "ru"): ("Новый статус — «В работе».",),
    ("status", "en"): ("The status is now “In progress”.",),
    ("postponed", "ru"): ("«Отложена». Вернёмся к вопросу 1 октября 2026, 13:30 (UTC).",),
    ("postponed", "en"): ("“Postponed”. We'll get back to it on 1 October 2026, 13:30 (UTC).",),
    ("resolved", "ru"): ("Похоже, вопрос решён", "Вернуть в работу", "Закрыть", "Оцените", "Отлично", "Плохо"),
    ("resolved", "en"): ("We believe this is solved", "Return to work", "Close it", "How did we do?", "Excellent"),
    ("resolved with a comment", "ru"): ("Заменили картридж.", "Похоже, вопрос решён", "Вернуть в работу"),
    ("resolved with a comment", "en"): ("Заменили картридж.", "We believe this is solved", "Return to work"),
    ("escalated", "ru"): ("Мы получили вашу просьбу вмешаться", "Причина: Долго нет ответа"),
    ("escalated", "en"): ("We've got your escalation", "Reason: No answer for long"),
    ("choice", "ru"): (
        "Продолжим работу или закроем?",
        "до 1 октября 2026, 12:15 (UTC)",
        "Вернуть в работу",
        "Закрыть",
    ),
    ("choice", "en"): ("Shall we go on with it", "before 1 October 2026, 12:15 (UTC)", "Return to work", "Close it"),
    ("file missed", "ru"): ("Не удалось получить файл «снимок.png» — слишком большой.",),
    ("file missed", "en"): ("We couldn't get the file “снимок.png” — it is too large.",),
}


@pytest.fixture
def words(profile: Profile) -> Words:
    return Words(profile)


@pytest.fixture
def desk(words: Words) -> Desk:
    return Desk(words)


async def read(desk: Desk, told: Happening, language: str = "ru") -> EmailMessage:
    return parsed(await desk.octets(delivery(told, language)))


@pytest.mark.parametrize(("name", "language"), EXPECTED)
async def test_a_letter_says_in_text_and_in_html_what_happened(desk: Desk, name: str, language: str) -> None:
    letter = await read(desk, HAPPENINGS[name], language)
    for kind in ("plain", "html"):
        shown = body(letter, kind).replace("&#39;", "'")
        assert [words for words in EXPECTED[name, language] if words not in shown] == []
        assert "HD-12 · Не печатает принтер в бухгалтерии" in shown and DESK[language] in shown
    assert letter["Content-Language"] == language


async def test_every_letter_is_expected_in_both_languages() -> None:
    assert set(EXPECTED) == {(name, language) for name in HAPPENINGS for language in ("ru", "en")}


async def test_subjects_name_the_desk_and_the_ticket_and_stay_the_same_in_a_thread(desk: Desk) -> None:
    subjects = {name: (await read(desk, told))["Subject"] for name, told in HAPPENINGS.items()}
    assert subjects.pop("receipt") == "[Служба поддержки «Вектор»] HD-12 Не печатает принтер в бухгалтерии"
    assert set(subjects.values()) == {"[Служба поддержки «Вектор»] Re: HD-12 Не печатает принтер в бухгалтерии"}


async def test_an_agents_words_come_first_and_the_original_request_last(desk: Desk) -> None:
    octets = await desk.octets(delivery(HAPPENINGS["answer"]))
    text = body(parsed(octets), "plain")
    quoted = "Ваше первое сообщение:\n> Добрый день!\n> С утра не печатает принтер, мигает красным.\n"
    assert SAID in text and quoted in text
    assert text.index(SAID) < text.index(BASE) < text.index(quoted)
    assert named(octets, "From") == "Анна Смирнова · Служба поддержки «Вектор»"


async def test_the_confirmation_repeats_nothing_that_was_typed_but_the_subject(desk: Desk) -> None:
    told = Happening(card(body="КУПИТЕ СЛОНА"), TicketOpened(MessageId(1)), IVAN, message("КУПИТЕ СЛОНА", IVAN))
    octets = await desk.octets(delivery(told))
    assert "КУПИТЕ" not in body(parsed(octets), "plain") + body(parsed(octets), "html")
    assert "Иван" not in body(parsed(octets), "plain")


async def test_links_open_the_readers_own_page_with_the_button_picked(desk: Desk) -> None:
    text = body(await read(desk, HAPPENINGS["resolved"]), "plain")
    asked = [line.rpartition("?")[2] for line in text.split() if line.startswith(BASE)]
    assert asked == ["do=return", "do=close", *(f"do=rate&grade={id}" for id in ("5", "4", "3", "2"))]


async def test_only_the_verbs_of_the_card_become_buttons(desk: Desk) -> None:
    resolved = HAPPENINGS["resolved"]
    rated = replace(resolved, card=replace(resolved.card, grade=resolved.card.grades[0]))
    assert "do=rate" not in body(await read(desk, rated), "plain")
    no_close = replace(resolved, card=replace(resolved.card, verbs=(Verb.RETURN,)))
    text = body(await read(desk, no_close), "plain")
    assert ("do=return" in text, "do=close" in text, "do=rate" in text, "/m/" in text) == (True, False, False, False)


async def test_a_desk_has_its_own_words_for_its_buttons(desk: Desk) -> None:
    told = HAPPENINGS["choice"]
    own = replace(told, card=replace(told.card, labels={Verb.CLOSE: {"ru": "Всё работает", "en": "It works"}}))
    assert "Всё работает:" in body(await read(desk, own), "plain")
    assert "It works:" in body(await read(desk, own, "en"), "plain")


async def test_without_a_web_address_a_letter_has_no_links(words: Words) -> None:
    for told in (told for name, told in HAPPENINGS.items() if name != "survey"):
        octets = await Desk(words, base=None).octets(delivery(told))
        letter = parsed(octets)
        assert "http" not in body(letter, "plain") + body(letter, "html") and "List-Unsubscribe" not in letter
        assert "странице" not in body(letter, "plain")


async def test_a_survey_that_nobody_could_answer_is_no_letter(words: Words) -> None:
    assert await Desk(words, base=None).ending(delivery(HAPPENINGS["survey"])) == Refused("nothing to tell")


async def test_an_address_of_nobody_known_gets_no_links(desk: Desk) -> None:
    letter = parsed(await desk.octets(delivery(HAPPENINGS["answer"], person=None)))
    assert "http" not in body(letter, "plain") + body(letter, "html")


async def test_a_letter_asks_for_a_reply_only_where_replies_are_read(words: Words) -> None:
    told = delivery(HAPPENINGS["answer"])
    with_replies = body(parsed(await Desk(words, replies=True).octets(told)), "plain")
    without = body(parsed(await Desk(words).octets(told)), "plain")
    assert "просто ответьте на это письмо" in with_replies and "ответьте на это письмо" not in without
    assert "Ответить можно на странице заявки." in without


async def test_the_code_is_in_its_letter_and_no_ticket_is(desk: Desk) -> None:
    letter = parsed(await desk.octets(delivery({"letter": "code", "code": "048151"}, "en", person=None)))
    assert letter["Subject"] == "[Vector Support] Confirmation code: 048151"
    for kind in ("plain", "html"):
        shown = body(letter, kind)
        assert "048151" in shown and "HD-" not in shown and "http" not in shown.replace("http-equiv", "")
    assert letter["Auto-Submitted"] == "auto-generated"


UNTOLD = {
    "a note": Happening(card(), NoteAdded(MessageId(3)), ANNA, message(internal=True)),
    "an internal comment": Happening(card(), CommentAdded(MessageId(3), True), ANNA, message(internal=True)),
    "their own comment": Happening(card(), CommentAdded(MessageId(3), False), IVAN, message("x", IVAN, by_staff=False)),
    "a mute": Happening(card(), TicketMuted(), IVAN),
    "a rating": Happening(card(), TicketRated("5", None), IVAN),
    "an unknown prompt": {"letter": "poem"},
    "a card": card(),
}


@pytest.mark.parametrize("name", UNTOLD)
async def test_what_is_not_for_the_customer_is_no_letter(desk: Desk, name: str) -> None:
    assert await desk.ending(delivery(UNTOLD[name])) == Refused("nothing to tell")
    assert desk.mailer.octets == []


@pytest.mark.parametrize(
    "address", ["", "ivan", "ivan@", "@example.org", "a b@example.org", "a@b@c d", "x\r\nRCPT@e.org"]
)
async def test_what_is_no_address_is_never_written_to(desk: Desk, address: str) -> None:
    assert isinstance(await desk.ending(delivery(HAPPENINGS["status"], address=address)), Gone)
    assert desk.mailer.octets == []


async def test_files_go_along_under_their_names(desk: Desk, tmp_path: Path) -> None:
    files = (
        content(tmp_path / "1", b"%PDF-1.7"),
        content(tmp_path / "2", b"\x89PNG", "снимок экрана " * 9 + ".png", "image/png"),
        content(tmp_path / "3", b"Subject: inner\r\n\r\nx", "письмо.eml", "message/rfc822"),
        content(tmp_path / "4", b"<script>", 'a"b\r\nc/../d.html', "text/html"),
    )
    letter = parsed(await desk.octets(delivery(HAPPENINGS["answer"], files=files)))
    found = [(part.get_filename(), part.get_content_type()) for part in letter.iter_attachments()]
    assert found == [
        ("отчёт за май.pdf", "application/pdf"),
        ("снимок экрана " * 9 + ".png", "image/png"),
        ("письмо.eml", "application/octet-stream"),
        ('a"b c_.._d.html', "text/html"),
    ]
    assert [part.get_payload(decode=True) for part in letter.iter_attachments()][:2] == [b"%PDF-1.7", b"\x89PNG"]
    assert all(part.get_content_disposition() == "attachment" for part in letter.iter_attachments())


async def test_files_too_large_together_are_named_and_stay_on_the_page(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail, "TOGETHER", 10)
    files = tuple(content(tmp_path / f"{n}", b"x" * 6, f"файл {n}.txt", "text/plain") for n in range(3))
    letter = parsed(await desk.octets(delivery(HAPPENINGS["answer"], files=files)))
    assert [part.get_filename() for part in letter.iter_attachments()] == ["файл 0.txt"]
    for kind in ("plain", "html"):
        shown = body(letter, kind)
        assert "они есть на странице заявки" in shown and "файл 1.txt" in shown and "файл 2.txt" in shown
        assert "файл 0.txt" not in shown and BASE in shown


async def test_a_file_that_cannot_be_read_keeps_the_letter_waiting(desk: Desk, tmp_path: Path) -> None:
    file = content(tmp_path / "1", b"x")
    file.path.unlink()
    assert isinstance(await desk.ending(delivery(HAPPENINGS["answer"], files=(file,))), RetryLater)
    assert isinstance(await desk.ending(delivery(HAPPENINGS["answer"])), Sent)


@pytest.mark.parametrize(
    ("zone", "says"),
    [
        ("Europe/Moscow", "не позже 1 октября 2026, 15:00 (МСК)"),
        ("Asia/Kathmandu", "не позже 1 октября 2026, 17:45 (UTC+5:45)"),
        ("America/New_York", "не позже 1 октября 2026, 08:00 (UTC−4)"),
        ("UTC", "не позже 1 октября 2026, 12:00 (UTC)"),
    ],
)
async def test_the_promise_is_told_on_the_readers_own_clock(desk: Desk, zone: str, says: str) -> None:
    letter = parsed(await desk.octets(delivery(HAPPENINGS["receipt"], zone=zone)))
    assert says in body(letter, "plain") and says in body(letter, "html")


@pytest.mark.parametrize(("language", "label"), [("ru", "Получать ответы в Telegram"), ("en", "Get the answers in")])
async def test_a_receipt_tells_of_the_chat_where_there_is_one_and_it_may_be_told(
    words: Words, language: str, label: str
) -> None:
    told = HAPPENINGS["receipt"]
    for bot, offers, there in (("vector_bot", True, True), ("vector_bot", False, False), ("", True, False)):
        letter = parsed(await Desk(words, bot=bot).octets(delivery(told, language, offers_chat=offers)))
        for kind in ("plain", "html"):
            assert (label in body(letter, kind)) is there
            assert ("https://t.me/vector_bot?start=m" in body(letter, kind)) is there
