"""Who is answered to, and what a program signs with, in the languages that programs speak (A7, C10)."""

import pytest

from bots.email.incoming.quote.cut import cut

NEW = "The gate is open.\nThe lamp above it is red."
WHO = "Ada Lind <ada@example.org>"
WROTE = (
    f"Am Do., 12. Nov. 2026 um 09:41 Uhr schrieb {WHO}:",
    f"{WHO} schrieb am Do., 12. Nov. 2026, 09:41:",
    f"Le jeu. 12 nov. 2026 à 09:41, {WHO} a écrit :",
    f"El jue, 12 nov 2026 a las 9:41, {WHO} escribió:",
    f"Il giorno gio 12 nov 2026 alle ore 09:41 {WHO} ha scritto:",
    f"Em qui., 12 de nov. de 2026 às 09:41, {WHO} escreveu:",
    f"Op do 12 nov 2026 om 09:41 schreef {WHO}:",
    f"czw., 12 lis 2026 o 09:41 {WHO} napisał(a):",
    f"Wiadomość napisana przez {WHO} w dniu 12.11.2026, o godz. 09:41:",
    f"čt 12. 11. 2026 v 9:41 odesílatel {WHO} napsal:",
    f"12. 11. 2026 v 9:41, {WHO}:",
    f"št 12. 11. 2026 o 9:41 {WHO} napísal(a):",
    f"Den tors 12 nov. 2026 kl 09:41 skrev {WHO}:",
    f"ons. 12. maj 2026 kl. 09.41 skrev {WHO}:",
    f"tor. 12. nov. 2026 kl. 09:41 skrev {WHO}:",
    f"to 12. marrask. 2026 klo 9.41 {WHO} kirjoitti:",
    f"чт, 12 лист. 2026 р. о 09:41 {WHO} пише:",
    f"чт, 12 нояб. 2026 г. в 09:41, {WHO}:",
    f"На чт, 12.11.2026 г. в 9:41 {WHO} написа:",
    f"{WHO}, 12 Kas 2026 Per, 09:41 tarihinde şunu yazdı:",
    f"{WHO} ezt írta (időpont: 2026. nov. 12., Cs 9:41):",
    f"În joi, 12 nov. 2026 la 09:41, {WHO} a scris:",
    f"Στις Πέμ 12 Νοε 2026 στις 9:41 π.μ., ο χρήστης {WHO} έγραψε:",
    f"Vào Th 5, 12 thg 11, 2026 vào lúc 09:41 {WHO} đã viết:",
    f"Dana čet, 12. stu 2026. u 09:41 {WHO} napisao je:",
    f"Pada tanggal Kam, 12 Nov 2026 pukul 09.41 {WHO} menulis:",
    f"{WHO}于2026年11月12日周四 09:41写道：",
    f"{WHO} 於 2026年11月12日 週四 上午9:41寫道：",
    f"2026年11月12日(木) 9:41 {WHO}:",
    f"2026/11/12 9:41、{WHO}のメール:",
    f"2026년 11월 12일 (목) 오전 9:41, {WHO}님이 작성:",
    f"2026. 11. 12. 오전 9:41, {WHO} 작성:",
    "Здравствуйте, Ада. Вы писали 12 ноября 2026 г., 9:41:07:",
    "Ada Lind/Yard wrote on 11/12/2026 09:41:07 AM:",
    "to 12. marrask. 2026 klo 9.41 Ada Lind\n<ada@example.org> kirjoitti:",
    "Ada Lind <ada@example.org> schrieb am So., 12.\nJuli 2026, 09:41:",
    "-------- Orijinal mesaj --------\nKimden: Ada Lind\nTarih: 12.11.2026 09:41\nAlıcı: b@example.org",
    "-------- 원본 이메일 --------\n발신: Ada Lind\n날짜: 26/11/12 오전 9:41\n제목: Re: gate",
    "보낸 사람: Ada Lind\n보낸 날짜: 2026년 11월 12일 목요일 오전 9:41\n받는 사람: b\n제목: gate",
    "差出人: Ada Lind\n送信日時: 2026年11月12日 9:41\n宛先: b\n件名: gate",
    "De la: Ada Lind\nTrimis: joi, 12 noiembrie 2026 09:41\nCătre: b\nSubiect: gate",
    "Από: Ada Lind\nΣτάλθηκε: Πέμπτη, 12 Νοεμβρίου 2026 9:41 πμ\nΠρος: b\nΘέμα: gate",
    "Od: Ada Lind\nOdoslané: štvrtok 12. novembra 2026 9:41\nKomu: b\nPredmet: gate",
    "----- Nachricht vom Amt -----\nVon: Ada Lind\nGesendet: Donnerstag, 12. November 2026 09:41\nAn: b\nBetreff: Tor",
)
SIGNED = (
    "Envoyé sans fil depuis mon téléphone",
    "Obtenir Outlook pour Android",
    "Holen Sie sich Outlook für iOS",
    "Obtener Outlook para iOS",
    "Enviado a partir do meu telemóvel",
    "Scarica Outlook per Android",
    "Verstuurd vanaf mijn iPhone",
    "Wysłano z telefonu",
    "Pobierz aplikację Outlook dla systemu Android",
    "Odoslané z iPhonu",
    "Hämta Outlook för Android",
    "Hent Outlook til iOS",
    "Lähetetty iPhonesta",
    "iPhone'umdan gönderildi",
    "发自我的iPhone",
    "從我的 iPhone 傳送",
    "iPhoneから送信",
    "나의 iPhone에서 보냄",
    "Скачайте Outlook для Android",
    "Bien à vous,\nAda",
    "Met vriendelijke groet,\nAda Lind",
    "Com os melhores cumprimentos,\nAda",
    "S pozdravom\nAda",
    "Med vennlig hilsen\nÅse Øst",
    "Ystävällisin terveisin\nÄlli Öhman",
    "Saygılarımla,\nŞule",
    "Groetjes,\nAda",
)
FORWARDED = (
    "---------- Přeposlaná zpráva ---------",
    "---------- Videresendt melding ---------",
    "---------- Välitetty viesti ---------",
    "---------- 转发的邮件 ---------",
    "---------- Továbbított üzenet ---------",
)
HELLO = "Hello there.\nIs it open?"


@pytest.mark.parametrize("line", WROTE)
def test_what_is_answered_to_is_hidden_with_the_line_that_names_it(line: str) -> None:
    for quote in (HELLO, "\n".join(f"> {one}" for one in HELLO.split("\n"))):
        assert cut(f"{NEW}\n\n{line}\n\n{quote}\n").visible == NEW


@pytest.mark.parametrize("line", SIGNED)
def test_a_signature_is_hidden(line: str) -> None:
    assert cut(f"{NEW}\n\n{line}\n").visible == NEW


@pytest.mark.parametrize("line", FORWARDED)
def test_what_is_forwarded_stays(line: str) -> None:
    text = f"{NEW}\n\n{line}\nFrom: Ada <ada@example.org>\nDate: 12.11.2026 09:41\nSubject: gate\n\n{HELLO}"
    assert cut(text).visible == text


STAYS = {
    "a program that writes": "Программа пишет 12.11.2026 в 10:15:\nОшибка 17\nЧто делать?",
    "a log that says": "The log said on 12.11.2026 10:15:\nError 17\nWhat now?",
    "a letter got from somebody": "Hello,\nOn 12.11.2026 we got a letter from ada@example.org:\nPlease pay 500.",
    "a program that is asked about": "Hello,\nOutlook for Android does not start.",
    "a rule with words": "Hello,\n--- Gate 4 ---\nIt is open.\n--- Gate 5 ---\nIt is closed.",
    "a table of who and when": "Kim: Monday\nAlıcı: Tuesday\nTo: Wednesday",
}


@pytest.mark.parametrize("name", STAYS)
def test_what_only_looks_like_it_stays(name: str) -> None:
    assert cut(STAYS[name]).visible == STAYS[name]
