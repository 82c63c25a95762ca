"""What tells one letter from another: faults B1 and B3."""

from hypothesis import given
from hypothesis import strategies as st

from bots.email.incoming_key import HEAD, Passing
from tests.bots.email.ways_in.post import letter


def passed(raw: bytes, step: int = 65_536) -> Passing:
    passing = Passing()
    for at in range(0, len(raw), step):
        passing.feed(raw[at : at + step])
    return passing


def key(raw: bytes) -> str:
    return passed(raw).key()


def test_a_message_id_names_a_letter_however_it_is_written() -> None:
    forms = (
        b"Message-ID: <aB.1@Example.ORG>\r\n\r\nx",
        b"From: a@b\nmessage-id:<aB.1@example.org>\n\nanother way of the same letter",
        b"MESSAGE-ID:\r\n\t< aB.1@example.org >\r\nFrom: c@d\r\n\r\n",
        b"Message-Id: aB.1@example.org\n\n",
        b"Message-ID: <aB.1@example.org>\nMessage-ID: <second@example.org>\n\n",
    )
    assert {key(raw) for raw in forms} == {"id:aB.1@example.org"}


def test_one_id_on_letters_of_several_days_names_each_of_them() -> None:
    """A scanner that puts the same Message-ID on all that it sends loses none of it."""
    monday, tuesday = b"Date: Mon, 30 Nov 2026 10:00:00 +0000", b"Date: Tue, 1 Dec 2026 10:00:00 +0000"
    same = b"Message-ID: <scan@printer.example>\r\n"
    assert key(same + monday + b"\r\n\r\nx") == key(same + b"DATE:" + monday[5:] + b"\nReceived: by y\n\nfooter added")
    assert key(same + monday + b"\r\n\r\nx") != key(same + tuesday + b"\r\n\r\nx")


def test_a_blank_id_is_none_and_content_tells_letters_apart() -> None:
    blanks = (b"", b" ", b"<>", b"< >", b"<@>", b"<x>", b"x", b"<x@>", b"<@x>", b"<\r\n >")
    keys = [key(b"Message-ID: " + blank + b"\r\nFrom: a@b\r\n\r\nbody") for blank in blanks]
    assert set(keys) == {keys[0]} and keys[0].startswith("sha256:")
    others = (
        b"From: a@b\n\nbody two", b"From: c@d\n\nbody", b"From: a@b\nDate: today\n\nbody",
        b"From: a@b\nSubject: 1\n\nbody",
        b"no header at all", b"another without", b"", b"\n\nx", b"\r\n\r\ny",
    )  # fmt: skip
    assert len({keys[0], *map(key, others)}) == len(others) + 1


def test_an_id_that_no_index_would_take_is_hashed() -> None:
    strange = (b"x" * 60_000 + b"@y", b"\xff\xfe@y", b"nul\0@y", "юникод@y".encode())
    keys = [key(b"Message-ID: <" + name + b">\n\n") for name in strange]
    assert len(set(keys)) == len(keys)
    assert all(one.startswith("id-sha256:") and len(one) < 100 for one in keys)


@given(st.binary(max_size=400), st.integers(1, 50))
def test_any_octets_have_a_key_that_their_pieces_do_not_change(raw: bytes, step: int) -> None:
    whole, pieces = passed(raw), passed(raw, step)
    assert whole.key() == pieces.key() and whole.sender() == pieces.sender() and whole.head == pieces.head
    assert 0 < len(whole.key()) < 260 and whole.key().isascii() and whole.key().isprintable()
    assert whole.size == pieces.size == len(raw)


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=30), max_size=8))
def test_the_same_letter_has_the_same_key_with_either_end_of_line(lines: list[str]) -> None:
    raw = "\n".join(["From: a@b", "Subject: x", "", "", *lines]).encode()
    assert key(raw) == key(raw.replace(b"\n", b"\r\n")) == key(raw + b"\n\n")


def test_a_header_without_end_is_looked_at_only_so_far() -> None:
    endless = b"From: a@b\r\n" + b"X: y\r\n" * HEAD
    assert len(passed(endless).head) == HEAD
    assert key(endless) == passed(endless, 1000).key() != key(endless[:-8] + b"other\r\n")
    assert key(b"A" * HEAD * 2) != key(b"B" * HEAD + b"A" * HEAD)


def test_letters_of_one_sender_are_one_conversation() -> None:
    senders = {
        b"From: Ivan <Ivan@Example.org>": "ivan@example.org",
        b'From: "a@b, c" <d@e>': "d@e",
        b"From: ivan@example.org (Ivan)": "ivan@example.org",
        b"From: =?utf-8?b?0JjQstCw0L0=?=\r\n <ivan@example.org>": "ivan@example.org",
        b"From: nobody": None,
        b"From: \xff@x": None,
        b"From: " + b"a" * 300 + b"@x": None,
        b"Sender: x@y": None,
    }
    assert {field: passed(field + b"\r\n\r\n").sender() for field in senders} == senders
    assert passed(letter(sender="Anna@Example.org")).sender() == "anna@example.org"
