"""The reply cutter: it hides and never loses, whatever the text; and what it must not take for a quote (C10)."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bots.email.incoming.quote.cut import Cut, cut
from tests.bots.email.incoming.corpus import words

LINES = (
    "", " ", "Hello.", "Привет, как дела?", "> quoted", ">> twice", ">", "-- ", "--", "С уважением,", "Иван Петров",
    "Best regards", "John", "On Thu, Nov 12, 2026 at 9:40 AM Vector <a@b.example> wrote:",
    "12.11.2026, 09:40, \"В\" <a@b.example>:",
    "-----Original Message-----", "From: Vector <a@b.example>", "Sent: Thursday, November 12, 2026 9:40 AM", "To: x",
    "Subject: y", "От: Вектор <a@b.example>", "Отправлено: 12 ноября 2026 г. 9:40", "Кому: Иван", "Тема: z",
    "---------- Forwarded message ---------", "Sent from my iPhone", "Отправлено с iPhone",
    "________________________________",
    "wrote:", "P.S. ещё одно", "AB> initials", "Вы писали 12 ноября 2026 г., 9:40:51:", "\u2028", "\u200f", "x" * 700,
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=300), st.lists(st.sampled_from(LINES), max_size=30).map("\n".join))


@given(TEXTS, st.frozensets(st.integers(0, 30), max_size=10))
@settings(max_examples=400, deadline=None)
@example("> ", frozenset())
@example("\n\n", frozenset({0, 1}))
def test_visible_and_hidden_together_are_the_letter_sign_by_sign(text: str, quoted: frozenset[int]) -> None:
    made = cut(text, quoted)
    assert made.whole == text
    assert "".join(piece for piece, _ in made.segments) == text
    assert sorted(made.hidden + "".join(piece for piece, hidden in made.segments if not hidden)) == sorted(text)


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_a_letter_that_says_something_shows_something(text: str) -> None:
    assert bool(cut(text).visible) >= any(sign.isalnum() for sign in text)


STAYS = {
    "a sentence that begins with On": "Hello,\nOn Friday at 10:00 we start:\nplease be there.",
    "a colon after a mail address": "Write to me at ivan@example.org:\nI read it every day.",
    "a colleague who wrote": "12.11.2026 в 10:22 мне писал ваш сотрудник ivan@example.org следующее:\nвсё готово.",
    "one mention of From": "From: the warehouse\nwe got three boxes.",
    "a form filled in": "Имя: Иван\nТема: насос\nТелефон: +7 900 000-00-00",
    "a list with dashes": "Нужно:\n- насос\n- Кран",
    "a rule between two thoughts": "First.\n\n" + "_" * 40 + "\n\nSecond.",
    "an arrow in the middle": "Choose\n> Settings\nand press the button.",
    "thanks at the end": "It works.\n\nThanks,\nJohn",
    "regards within a sentence": "Best regards to your colleague who helped me, he was great!",
    "with respect within a sentence": "С уважением отношусь к вашей работе; но насос не работает.",
    "only a signature": "С уважением,\nИван",
    "a table of hours": "09:40 started\n10:15 stopped:\n- no power",
    "days in every spelling": "So:\n\n2026-11-12 14:30:25\n12.11.2026 14:30\nNov 12, 2026 at 14:30\n\nIn the log.",
    "rules between headings": "Report:\n\n## Points\n----\n\n1. Faster\n2. Lighter\n\n----\n\nMine.\n\n====\n\nAll.",
    "the best of all": "We tried three.\n\nBest\nof all was the second one, and it broke yesterday.",
    "a colleague's word with a time": "Вчера в 12:30 звонил Иванов и написал:\nпочините.",
    "regards from afar": "Kind regards from Berlin, where it rains and nothing works!\nPlease call me.",
    "a warning above": "CAUTION: This letter came from outside of the organisation.\n\nYes, it works.",
    "a list below a rule": "Нужно:\n-----\nнасос\nкран\nклапан",
    "one telephone below thanks": "Позвоните, пожалуйста.\n\nСпасибо!\nИван",
}


@pytest.mark.parametrize("name", STAYS)
def test_what_a_person_writes_is_no_quote(name: str) -> None:
    assert words(cut(STAYS[name]).visible) == words(STAYS[name])


QUOTES = {
    "a name alone wrote": "Yes.\n\nAnna wrote:\n> Right?",
    "english with a day first": "Yes.\nNovember 12, 2026 9:40 AM, \"Vector\" <a@b.example> wrote:\n> Right?",
    "old gmail": "Yes.\n\n2026-11-12 9:40 GMT+03:00 Vector <a@b.example>:\n\n> Right?",
    "old gmail, slashes": "Yes.\n\n2026/11/12 Vector <a@b.example>\n\n> Right?",
    "android in russian": "Yes.\n12.11.2026 9:40 пользователь \"Вектор\" <\na@b.example> написал:\n\n> Right?",
    "evolution": "Yes.\n\nВ Чт, 12/11/2026 в 09:40 +0300, Вектор пишет:\n> Right?",
    "wrapped in three lines": "Yes.\n\nOn Thu, Nov 12, 2026 at 9:40 AM A Very Long Name of the Support Desk <\n"
    "support-with-a-very-long-name@vector.example>\nwrote:\n\n> Right?",
    "no mark before the quote": "Yes.\n\nOn Thu, Nov 12, 2026 at 9:40 AM Vector <a@b.example> wrote:\n\nRight?\n",
    "spanish": "Yes.\n\nEl jue, 12 nov 2026 a las 9:40, Vector (<a@b.example>) escribió:\n\n> Right?",
    "italian": "Yes.\n\nIl giorno gio 12 nov 2026 alle ore 09:40 Vector <a@b.example> ha scritto:\n\n> Right?",
    "dutch": "Yes.\n\nOp 12-11-2026 9:40 schreef Vector <a@b.example>:\n\nRight?\n",
    "polish": "Yes.\n\nW dniu 12 listopada 2026 09:40 użytkownik Vector <a@b.example>\nnapisał:\n\nRight?\n",
    "swedish": "Yes.\n\nDen 12 november 2026 09:40:18, Vector (a@b.example) skrev:\n\nRight?\n",
    "ukrainian": "Yes.\n\nчт, 12 лист. 2026 р. о 09:40 Вектор <a@b.example> пише:\n\n> Right?",
    "portuguese block": "Yes.\n\n"
    "De: Vector <a@b.example>\nEnviada em: 12 de novembro\nPara: John\nAssunto: x\n\nRight?",
    "dashes around": "Yes.\n\n------On 12/11/2026 17:32, Vector wrote-----\n\nRight?",
    "nested": "Yes.\n\nOn Thu, Nov 12, 2026, Vector wrote:\n> On Wed, John wrote:\n>> It is dead.\n> Right?",
    "torn line": "Yes.\n\n"
    "On Thu, Nov 12, 2026, Vector wrote:\n> a long line that a program on the way has broken into two, the end"
    "\nof it here\n> Right?",
    "no colon": "Yes.\n\nOn Thu, 12 Nov 2026 09:40:51 +0300 Vector <a@b.example> wrote\n\nRight?",
    "zoho": "Yes.\n\n---- On Thu, 12 Nov 2026 09:40:51 +0300 a@b.example wrote ----\n\nRight?",
    "lotus without marks": "Yes.\n\n\"Vector\" <a@b.example> wrote on 11/12/2026 09:40:51 AM:\n\nRight?",
    "a day broken in two": "Yes.\n\nVector Support <a@b.example> schrieb am Do., 12.\nNov. 2026, 09:40:\n\n> Right?",
    "hungarian": "Yes.\n\nVector <a@b.example> ezt írta (időpont: 2026. nov. 12., Cs 9:40):\nRight?",
    "headers in one line": "Yes.\n\nDate: Thu, 12 Nov 2026 09:40:51 From: a@b.example To: Smith Subject: x\n\nRight?",
    "yandex with headers": "Yes.\n\n----------------\nКому: Иван (i@e.example);\nТема: насос;\n"
    "12.11.2026, 09:40, \"Вектор\" <a@b.example>:\n\nRight?",
    "yandex with headers and marks": "Yes.\n----------------\nКому: Иван (i@e.example);\nТема: насос;\n"
    "12.11.2026, 09:40, \"Вектор\" <a@b.example>:\n> Right?",
    "mail.ru on a phone": "Yes.\n\n--\nОтправлено из Mail.ru для Android четверг, 12 ноября 2026г., 09:40 +03:00 от "
    "Вектор a@b.example:\n\nRight?",
    "mail.ru, marked": "Yes.\n\n>Четверг, 12 ноября 2026, 9:40 +03:00 от Вектор <a@b.example>:\n>\n>Right?",
    "apple, all marked": "Yes.\n\n> 12 нояб. 2026 г., в 9:40, Вектор <a@b.example> написал(а):\n>\n> Right?",
    "em client": "Yes.\n\n------ Original Message ------\n>From \"Vector\" <a@b.example>\nTo \"J\" <j@e.example>\n"
    "Date 12.11.2026 9:40:51\nSubject x\n\n>Right?",
    "samsung": "Yes.\n\nОтправлено с Samsung Galaxy\n\n-------- Исходное сообщение --------\nОт: V <a@b.example>\n"
    "Дата: 12.11.2026 09:40 (GMT+03:00)\nКому: j@e.example\nТема: x\n\nRight?",
    "tuta": "Yes.\n\n--\nSecured with Tuta Mail:\nhttps://tuta.eu\n\n12 Nov 2026, 09:40 by a@b.example:\n\n> Right?",
    "kmail": "Yes.\n\nВ письме от четверг, 12 ноября 2026 г. 09:40:51 MSK пользователь Вектор написал:\n> Right?",
    "windows mail": "Yes.\n\nОт: Вектор\n"
    "Отправлено: \u200eчетверг\u200e, \u200e12\u200e \u200eноября\u200e \u200e2026\u200e г.\n"
    "Кому: Иван\n\nRight?",
}  # fmt: skip


@pytest.mark.parametrize("name", QUOTES)
def test_every_way_of_quoting_is_known(name: str) -> None:
    assert cut(QUOTES[name]).visible == "Yes."


SIGNED = {
    "a dash line and a card": "Cheers 🎉\nSarah\n\n—————\nSarah Johnson\nProduct Manager\nsarah@e.example\n+1 555-0123",
    "underscores and a name": "_____________________\nJohn Smith\nCTO",
    "best": "Best,\nJohn",
    "cheers": "Cheers,\nJohn Smith\nCTO",
    "thanks and regards": "Thanks & Regards,\nJohn",
    "initials": "BR,\nJohn",
    "german": "VG\nHans",
    "two": "Best regards,\nJohn\n\n--\nJohn Doe\nSenior Developer\n\nSent from my iPhone",
    "with the name in the line": "С уважением, Петров И.И.\nинженер\n+7 900 000-00-00",
    "short": "С ув. Иван",
}  # fmt: skip


@pytest.mark.parametrize("name", SIGNED)
def test_every_way_of_signing_is_known(name: str) -> None:
    kept = "It is dead.\n\nCheers 🎉\nSarah" if "card" in name else "It is dead."
    assert cut(f"It is dead.\n\n{SIGNED[name]}").visible == kept


def test_thanks_are_said_and_the_card_below_them_is_not() -> None:
    text = "It is dead.\n\nThank you,\nJohn Smith\nSenior Engineer\nPhone: +1 555 000\nwww.e.example"
    assert cut(text).visible == "It is dead.\n\nThank you,"


def test_answers_between_the_lines_stay_in_their_order() -> None:
    text = "Hi,\n\nOn 12/11/26 09:40, V wrote:\n> One?\nyes\n> Two?\nno\n"
    made = cut(text)
    assert made.visible == "Hi,\n\nyes\nno"
    assert [hidden for _, hidden in made.segments] == [False, True, False, True, False]


def test_lines_that_the_html_marks_are_hidden_without_any_sign_in_the_text() -> None:
    assert cut("New.\nOld, unmarked.\nOlder.", frozenset({1, 2})).visible == "New."


def test_a_thumb_is_an_answer() -> None:
    assert cut("👍\n\nOn 12/11/26 09:40, V wrote:\n> Right?").visible == "👍"


def test_a_cut_of_nothing_is_nothing() -> None:
    assert cut("") == Cut(())


def test_what_stands_behind_very_many_lines_goes_with_the_last_of_them() -> None:
    quoted = "Yes.\n\nOn 12.11.2026, at 9:40, Ada Lind <ada@example.org> wrote:\n" + "> line\n" * 40_000
    written = "The log:\n" + "line\n" * 40_000 + "Best regards\nAda"
    assert (cut(quoted).visible, cut(quoted).whole) == ("Yes.", quoted)
    assert cut(written).visible == written
