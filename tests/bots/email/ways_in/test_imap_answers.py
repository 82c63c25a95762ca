"""What servers say to FETCH: RFC 9051, 7.5.2, as imaplib hands it on."""

from bots.email.ways_in.imap_answers import Found, contents, sizes
from bots.email.ways_in.imap_letters import MOST, PIECE, portions


def test_the_number_of_a_letter_stands_before_its_content_or_behind_it() -> None:
    answer = [
        (b"1 (UID 7 BODY[] {3}", b"one"), b")",
        b"2 (FLAGS (\\Seen))",
        (b"3 (BODY[] {3}", b"two"), b" UID 8)",
        (b"4 (BODY[] {5}", b"UID 1"), b" UID 9 FLAGS (\\Seen))",
        b'5 (UID 10 BODY[] "a \\"quoted\\" one")',
        b"6 (UID 11 BODY[] NIL)",
        (b"7 (BODY[]<0> {1}", b"x"), b" UID 12)",
        None,
    ]  # fmt: skip
    assert contents(answer) == {7: b"one", 8: b"two", 9: b"UID 1", 10: b'a "quoted" one', 11: b"", 12: b"x"}


def test_sizes_are_sorted_and_flags_add_nothing() -> None:
    answer = [
        b"3 (UID 9 RFC822.SIZE 100)",
        b"1 (RFC822.SIZE 5 UID 2)",
        b"3 (UID 9 FLAGS (\\Seen))",
        b"4 (FLAGS ())",
        None,
    ]
    assert sizes(answer) == [Found(2, 5), Found(9, 100)]
    assert sizes([b"1 (UID 4)"]) == [Found(4, 0)]


def test_portions_hold_only_so_many_letters_and_so_many_octets() -> None:
    small = [Found(n, 10) for n in range(1, 121)]
    assert [len(one) for one in portions(small)] == [MOST, MOST, 20]
    large = [Found(n, 3 * PIECE) for n in range(3)]
    assert [len(one) for one in portions(large)] == [1, 1, 1]
    assert list(portions([])) == []
