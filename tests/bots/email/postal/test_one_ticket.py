"""One letter is one ticket whichever ways it takes, and two letters are never one by an empty id (faults B2, B3)."""

from itertools import permutations, product

import pytest

from tests.bots.email.postal.desk import MailDesk

ADDRESSES = ("support@vector.example", "sales@vector.example", "hidden@vector.example")
"""The last one stands in no header: a blind copy."""
NOTHING = (None, "", " ", "<>", "< >", "<\t>", "<@>")
HEAD = "From: {sender}\r\nTo: support@vector.example\r\nCc: sales@vector.example\r\nSubject: {subject}\r\n"


def written(sender: str, subject: str, ids: dict[str, str | None], body: str) -> bytes:
    lines = "".join(f"{name}: {value}\r\n" for name, value in ids.items() if value is not None)
    return f"{HEAD.format(sender=sender, subject=subject)}{lines}\r\n{body}\r\n".encode()


def delivered(raw: bytes, to: str, number: int) -> bytes:
    """The copy that one mailbox gets: every server writes above it, and some end lines in their own way."""
    copy = f"Delivered-To: {to}\r\nReceived: by mx{number}.vector.example; 22 Nov 2026\r\n".encode() + raw
    return copy.replace(b"\r\n", b"\n") if number % 2 else copy


def subjects(desk: MailDesk) -> list[str]:
    return sorted(row.subject for row in desk.house.rows("tickets"))


@pytest.mark.parametrize("named", [True, False])
async def test_one_letter_to_several_of_our_addresses_is_one_ticket_in_any_order(desk: MailDesk, named: bool) -> None:
    orders = list(permutations(enumerate(ADDRESSES)))
    for turn, order in enumerate(orders):
        ids = {"Message-ID": f"<{turn}.order@example.org>" if named else None}
        raw = written("ivan@example.org", f"Order {turn}", ids, f"Nothing works, {turn}.")
        fresh = [await desk.takes(delivered(raw, to, number), "ivan@example.org", to) for number, to in order]
        assert fresh == [True, False, False]
        await desk.reads()
    assert subjects(desk) == sorted(f"Order {turn}" for turn in range(len(orders)))


async def test_an_answer_to_any_copy_finds_the_one_ticket(desk: MailDesk) -> None:
    raw = written("ivan@example.org", "Printer", {"Message-ID": "<first@example.org>"}, "It smokes.")
    for number, to in enumerate(ADDRESSES):
        await desk.gets(delivered(raw, to, number), "ivan@example.org", to)
    for number, to in enumerate(ADDRESSES):
        ids = {"Message-ID": f"<{number}.again@example.org>", "In-Reply-To": "<first@example.org>"}
        await desk.gets(written("ivan@example.org", "Re: Printer", ids, f"Still, {number}."), "ivan@example.org", to)
    assert len(desk.house.rows("tickets")) == 1
    assert [row.body for row in desk.house.rows("messages")] == ["It smokes.", "Still, 0.", "Still, 1.", "Still, 2."]


async def test_letters_without_a_name_never_share_a_ticket(desk: MailDesk) -> None:
    """Every combination of nothing, all of them in one desk."""
    letters = [
        dict(zip(("Message-ID", "In-Reply-To", "References"), ids, strict=True)) for ids in product(NOTHING, repeat=3)
    ]
    for number, ids in enumerate(letters):
        await desk.takes(written(f"c{number}@example.org", f"Unrelated {number}", ids, f"Words {number}."))
    await desk.reads()
    assert len(desk.house.rows("tickets")) == len(desk.house.rows("messages")) == len(letters)
    assert len({row.ticket_id for row in desk.house.rows("messages")}) == len(letters)
