"""Letters of the usual programs: what they are about, which files they bring, and what is new in them (A7, C10)."""

import pytest

from bots.email.incoming.quote.cut import cut
from bots.email.incoming.shapes import Letter
from core.api.kinds import SECOND
from tests.bots.email.incoming.corpus import LETTERS, expected, letter, words

EXPECTED = expected()


@pytest.mark.parametrize("name", EXPECTED)
def test_a_letter_says_what_its_writer_meant(name: str) -> None:
    read, wanted = letter(name), EXPECTED[name]
    made = cut(read.text, read.quoted)
    assert read.subject == wanted.subject
    assert tuple(part.name for part in read.parts) == wanted.files
    assert words(made.visible) == words(wanted.new)
    assert made.whole == read.text


def test_every_letter_is_in_the_table_and_there_are_enough() -> None:
    assert {path.stem for path in LETTERS.glob("*.eml")} == set(EXPECTED)
    assert len(EXPECTED) >= 60


def test_a_reply_names_its_sender_its_thread_and_its_day() -> None:
    read = letter("gmail-ru-web")
    assert read.sender and (read.sender.name, read.sender.mail) == ("Иван Петров", "ivan@example.org")
    assert read.in_reply_to == "<e1-45-0@vector.example>"
    assert read.references == ("<e1-40-0@vector.example>", "<e1-45-0@vector.example>")
    assert read.date == 1_794_468_151 * SECOND
    assert read.return_path == "ivan@example.org"
    assert [one.mail for one in read.to] == ["support@vector.example"]


def test_pictures_within_the_text_are_kept_as_references_and_those_from_afar_are_not() -> None:
    read = letter("inline-pictures")
    assert 'src="cid:image001.png@01DB"' in read.html
    assert "track.example" not in read.html and "track.example" not in read.text
    assert [(part.content_id, part.inline) for part in read.parts] == [("image001.png@01DB", True)]


def test_a_forwarded_letter_is_a_file_and_can_be_read() -> None:
    read = letter("forwarded-as-file")
    (within,) = read.forwarded
    assert (within.subject, words(within.text)) == ("Авария на линии", "Линия встала.")
    assert within.sender and within.sender.mail == "plant7@example.org"
    assert read.parts[0].content.startswith(b"From: Plant")


@pytest.mark.parametrize(
    ("name", "flags"),
    {
        "pgp-encrypted": {"encrypted": True, "signed": False},
        "smime-signed": {"encrypted": False, "signed": True},
        "calendar-invitation": {"invitation": "REQUEST"},
        "calendar-reply": {"invitation": "REPLY"},
        "bounce-postfix": {"report": "delivery-status", "return_path": ""},
        "no-headers": {"sender": None, "message_id": None, "return_path": None},
    }.items(),
)
def test_what_a_letter_is_made_of_is_told(name: str, flags: dict[str, object]) -> None:
    read: Letter = letter(name)
    assert {flag: getattr(read, flag) for flag in flags} == flags
