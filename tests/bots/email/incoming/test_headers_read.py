"""Headers as senders write them: addresses, encoded words, parameters, ids, days (C1, C2, C11, B1, B3)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.email.incoming import charsets, ids, names, parameters, words
from bots.email.incoming.addresses import addresses
from bots.email.incoming_key import Passing
from core.api.kinds import SECOND
from tests.bots.email.hostile import hostile
from tests.bots.email.incoming.corpus import made

ADDRESSES = {
    "a@b.example": [("", "a@b.example")],
    "Ivan <a@b.example>": [("Ivan", "a@b.example")],
    '"Petrov, Ivan" <a@b.example>, c@d.example': [("Petrov, Ivan", "a@b.example"), ("", "c@d.example")],
    "=?utf-8?B?0J/QtdGC0YDQvtCyLCDQmNCy0LDQvQ==?= <a@b.example>": [("Петров, Иван", "a@b.example")],
    "=?utf-8?Q?a=2C_b_=3Cx=40y=3E?= <a@b.example>": [("a, b <x@y>", "a@b.example")],
    "a@b.example (Ivan (the first))": [("Ivan (the first)", "a@b.example")],
    "A@B.EXAMPLE.": [("", "A@b.example")],
    "Team: a@b.example, c@d.example;, e@f.example": [("", "a@b.example"), ("", "c@d.example"), ("", "e@f.example")],
    "undisclosed-recipients:;": [],
    "a@b.example; c@d.example": [("", "a@b.example"), ("", "c@d.example")],
    "broken, <also broken>, c@d.example": [("", "c@d.example")],
    '"never closed <a@b.example>, c@d.example': [("never closed", "a@b.example"), ("", "c@d.example")],
    "Ivan <a@b.example": [("", "a@b.example")],
    "<a@b.example> <c@d.example>": [("", "a@b.example"), ("", "c@d.example")],
    "a@b.example c@d.example": [("", "a@b.example"), ("", "c@d.example")],
    "alice@example.org)<bob@evil.example>": [("alice@example.org)", "bob@evil.example")],
    '"alice@example.org"<bob@evil.example>': [("alice@example.org", "bob@evil.example")],
    "alice@example.org <bob@evil.example>": [("alice@example.org", "bob@evil.example")],
    "alice@example.org(<bob@evil.example>)": [("<bob@evil.example>", "alice@example.org")],
    "alice@example.org@evil.example": [],
    "alice@example.org\\@evil.example": [],
    "<alice@example.org,bob@evil.example>": [],
    "a@b.example\r\n\t, c@d.example": [("", "a@b.example"), ("", "c@d.example")],
    "<@relay.example:a@b.example>": [("", "a@b.example")],
    "mailto:a@b.example": [("", "a@b.example")],
    "'Ivan' <a@b.example>": [("Ivan", "a@b.example")],
    '"\'Ivan\' via list" <a@b.example>': [("'Ivan' via list", "a@b.example")],
    '"a \\"b\\" c" <a@b.example>': [('a "b" c', "a@b.example")],
    "a@кто.example": [("", "a@xn--j1ail.example")],
    "Mail: Ivan <a@b.example>": [("Ivan", "a@b.example")],
    "<>": [], "": [], ",,,": [], "@": [], "a@": [], "@b": [], "a@b@c": [], "a b@": [],
    "<<a@b.example>>": [("", "a@b.example")],
    "a\0@b.example": [], "a@-.example": [], "a@b..example": [], "(": [], '"': [], "<": [], ">": [],
    "a@b.example>": [("", "a@b.example")],
}  # fmt: skip


@pytest.mark.parametrize("header", ADDRESSES)
def test_an_address_header_is_taken_apart(header: str) -> None:
    assert [(one.name, one.mail) for one in addresses(header)] == ADDRESSES[header]


@given(
    st.lists(
        st.sampled_from(["a@b.example", *ADDRESSES, '"', "(", ")", "<", ">", ":", ";", "\\", " ", "=?"]), max_size=8
    )
)
def test_no_header_raises_and_every_address_is_one_word_with_one_at(pieces: list[str]) -> None:
    for found in addresses(",".join(pieces)):
        assert found.mail.count("@") == 1 and not set(found.mail) & set(' \t\r\n<>(),;:\\"\0')
        assert "\n" not in found.name and "\r" not in found.name


def test_hostile_words_around_an_address_do_not_change_it() -> None:
    for text in hostile(200):
        raw = words.octets(text.encode("utf-8", "replace").decode("ascii", "surrogateescape")).decode(
            "ascii", "surrogateescape"
        )
        quoted = raw.replace("\\", "\\\\").replace('"', '\\"')
        found = addresses(f'"{quoted}" <a@b.example>')
        assert [one.mail for one in found] == ["a@b.example"], text


ENCODED = {
    "plain": "plain",
    "=?utf-8?q?=D0=90?= =?utf-8?q?=D0=91?=": "АБ",
    "=?utf-8?q?=D0?=\r\n =?utf-8?q?=90?=": "А",
    "x =?utf-8?q?a?= y": "x a y",
    "=?koi8-r?B?8NLJ18XU?=": "Привет",
    "=?windows-1251?Q?=CF=F0=E8=E2=E5=F2?=": "Привет",
    "=?utf-8?B?0J/RgNC40LLQtdGC": "=?utf-8?B?0J/RgNC40LLQtdGC",
    "=?utf-8?B?0J/RgNC40LLQtdG?=": "Приве\ufffd",
    "=?utf-8*ru?Q?=D0=90?=": "А",
    "=?utf-8?Q?what?=20now?=": "what? now".replace("? ", "? "),
    "=?nobody?Q?abc?=": "abc",
    "=?utf-8?Q?a b?=": "a b",
    "(=?utf-8?Q?a?=)": "(a)",
    "=?iso-2022-jp?B?GyRCJUYlOSVIGyhC?=": "テスト",
}


@pytest.mark.parametrize("value", ENCODED)
def test_encoded_words_are_read_as_they_are_meant(value: str) -> None:
    assert words.decoded(value) == ENCODED[value]


PARAMETERS = {
    "attachment; filename=a.txt": "a.txt",
    'attachment; filename="a b.txt"': "a b.txt",
    "attachment; filename=a b.txt": "a b.txt",
    "attachment; filename*=utf-8''%D0%90.txt": "А.txt",
    "attachment; filename*=\"utf-8''%D0%90.txt\"": "А.txt",
    "attachment; filename*=%D0%90.txt": "А.txt",
    "attachment; filename*=koi8-r'ru'%E1.txt": "А.txt",
    "attachment; filename*0=a; filename*1=b.txt": "ab.txt",
    "attachment; filename*1=b.txt; filename*0=a": "ab.txt",
    "attachment; filename*0*=utf-8''%D0; filename*1*=%90.txt": "А.txt",
    'attachment; filename*0="=?utf-8?Q?=D0=90"; filename*1="=2Etxt?="': "А.txt",
    'attachment; filename="=?utf-8?B?0JAudHh0?="': "А.txt",
    "attachment; filename==?utf-8?Q?a=3Bb.txt?=": "a;b.txt",
    "attachment; filename=\"x.txt\"; filename*=utf-8''%D0%90.txt": "А.txt",
    'attachment; filename="a \\"b\\".txt"': 'a "b".txt',
    'attachment; filename="a "b".txt"': 'a "b".txt',
    'attachment; filename="C:\\dir\\a.txt"': "C:\\dir\\a.txt",
    'attachment; filename="never closed.txt': "never closed.txt",
    'attachment;; ;filename="a.txt";': "a.txt",
    "attachment; junk; filename=a.txt": "a.txt",
    "attachment; FILENAME=a.txt": "a.txt",
    "attachment;\r\n\tfilename=a.txt": "a.txt",
    "attachment; filename": "",
    "attachment; filename=": "",
    "attachment; filename*=": "",
    "attachment; filename*x*=a": "",
    "": "",
}


@pytest.mark.parametrize("value", PARAMETERS)
def test_a_files_name_is_found_in_every_spelling(value: str) -> None:
    assert parameters.read(value).get("filename") == PARAMETERS[value]


ELSEWHERE = {
    "its place": ("Content-Location: Photo25.jpg", "Photo25.jpg"),
    "what it is called": ("Content-Description: report.pdf", "report.pdf"),
    "a description that is none": ("Content-Description: Report of May", "document.pdf"),
    "a page's address": ("Content-Location: https://e.example/a.pdf", "document.pdf"),
    "no kind of disposition": ("Content-Disposition: filename=a.pdf", "a.pdf"),
    "as in a link": ('Content-Disposition: attachment; filename="%D0%9E%D1%82%D1%87%D1%91%D1%82.pdf"', "Отчёт.pdf"),
    "a percent sign that is one": ('Content-Disposition: attachment; filename="100%25 sure.pdf"', "100%25 sure.pdf"),
    "a word in place of octets": ("Content-Disposition: attachment; filename*==?utf-8?B?0J7Rgi5wZGY=?=", "От.pdf"),
    "a path": ('Content-Disposition: attachment; filename="C:\\\\Users\\\\ivan\\\\отчёт.pdf"', "отчёт.pdf"),
    "a path of another": ('Content-Disposition: attachment; filename="/home/ivan/отчёт.pdf"', "отчёт.pdf"),
}


@pytest.mark.parametrize("place", ELSEWHERE)
def test_a_files_name_is_found_where_some_programs_put_it(place: str) -> None:
    header, name = ELSEWHERE[place]
    letter = made(
        "From: a@b.example", "MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=b",
        body=f"--b\r\n\r\nHello\r\n--b\r\nContent-Type: application/pdf\r\n{header}\r\n\r\nx\r\n--b--",
    )  # fmt: skip
    assert [part.name for part in letter.parts] == [name]


def test_hostile_names_become_names_for_people_and_never_paths() -> None:
    for text in [
        *hostile(200),
        ".htaccess",
        "\u200b.htaccess",
        "a\u202egnp.exe",
        "con",
        "x" * 500,
        "...",
        " . ",
        "\ufeff",
    ]:
        name = names.file_name(text, "application/pdf")
        assert name and len(name) <= 170
        assert not set(name) & set("/\\\0\x1b\r\n\u2028\u200b\u202e\ufeff") and name not in (".", "..")


@pytest.mark.parametrize(
    ("media_type", "name"),
    {
        "image/png": "picture.png", "application/pdf": "document.pdf", "message/rfc822": "letter.eml",
        "text/calendar": "invitation.ics", "application/x-nobody": "file.bin", "": "file.bin", "video/mp4": "video.mp4",
    }.items(),
)  # fmt: skip
def test_a_file_without_a_name_gets_one_from_its_type(media_type: str, name: str) -> None:
    assert names.file_name(" ", media_type) == name


CHARSETS = {
    ("Привет всем", "utf-8", "cp1251"): "Привет всем",
    ("Привет всем", "cp1251", "utf-8"): "Привет всем",
    ("Привет всем", "koi8-r", ""): "Привет всем",
    ("Привет всем", "utf-16", "utf-16"): "Привет всем",
    ("Hello", "ascii", "utf-16"): "Hello",
    ("Grüße aus Köln", "cp1252", "us-ascii"): "Grüße aus Köln",
    ("Привет", "utf-8", "punycode"): "Привет",
    ("Привет", "utf-8", "hex"): "Привет",
    ("Привет", "utf-8", "a\0b"): "Привет",
    ("联通", "gb2312", "gb2312"): "联通",
    ("a+2AA-b", "ascii", "utf-7"): "a\ufffdb",
    ("한국어", "cp949", "ks_c_5601-1987"): "한국어",
}


@pytest.mark.parametrize(("text", "real", "declared"), CHARSETS)
def test_text_is_read_whatever_charset_it_claims(text: str, real: str, declared: str) -> None:
    assert charsets.text(text.encode(real), declared) == CHARSETS[(text, real, declared)]


@given(
    st.binary(max_size=200),
    st.one_of(st.text(max_size=20), st.sampled_from(["utf-8", "utf-7", "hz", "idna", "gb2312", "big5"])),
)
def test_no_octets_and_no_charset_raise(octets: bytes, declared: str) -> None:
    assert isinstance(charsets.text(octets, declared).encode(), bytes)


@pytest.mark.parametrize("blank", ["", " ", "<>", "< >", "<\t>", "<<>>"])
def test_blank_ids_are_none_and_never_meet(blank: str) -> None:
    letter = made("From: a@b.example", f"Message-ID: {blank}", f"In-Reply-To: {blank}", f"References: {blank} {blank}")
    assert (letter.message_id, letter.in_reply_to, letter.references) == (None, None, ())


def test_ids_are_written_in_one_way() -> None:
    assert ids.own_id(" <a@b> ") == ids.own_id("a@b") == ids.own_id("<a\r\n @b>") == "<a@b>"
    assert ids.ids("<a@b> (comment) <c@d>\r\n <a@b>") == ("<a@b>", "<c@d>")
    assert ids.own_id("no-at") == "<no-at>" and ids.own_id("x" * 2000) is None


DAYS = {
    "Thu, 12 Nov 2026 10:22:31 +0300": 1_794_468_151 * SECOND,
    "12 Nov 2026 07:22:31": 1_794_468_151 * SECOND,
    "Thu, 12 Nov 2026 10:22:31 +0300 (MSK)": 1_794_468_151 * SECOND,
    "": None, "yesterday": None, "Thu, 99 Nov 2026 99:99:99": None, "1 Jan 99999 00:00:00": None,
}  # fmt: skip


@pytest.mark.parametrize("value", DAYS)
def test_a_day_is_an_instant_or_nothing(value: str) -> None:
    assert ids.moment(value) == DAYS[value]


def test_a_letter_is_known_again_by_its_id_else_by_its_content() -> None:
    named = b"Message-ID: <a@b>\r\nFrom: a@b.example\r\n\r\nHello."
    first = b"Received: one\r\nFrom: a@b.example\r\nDate: x\r\n\r\nHello."
    again = b"Received: two\r\nFrom:  a@b.example\r\nDate: x\r\n\r\nHello."
    other = b"From: c@b.example\r\nDate: x\r\n\r\nHello."
    keys = [_key(raw) for raw in (named, first, again, other)]
    assert keys[0] == "id:a@b" and keys[1] == keys[2] and len(set(keys)) == 3


def _key(raw: bytes) -> str:
    passing = Passing()
    passing.feed(raw)
    return passing.key()
