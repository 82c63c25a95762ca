"""Several messages of a chat that are one of a ticket, and a change of one of them (decision 0041)."""

import pytest

from core.errors import Code
from core.kinds import Door, Origin, TicketId
from core.tickets.commands import AddComment, Attachment, EditMessage, OpenTicket
from tests.core.house import IVAN, House

pytestmark = pytest.mark.asyncio
FILE = Attachment("a.jpg", "image/jpeg", {"id": "a"}, kind="photo")


def _origin(*parts: tuple[str, str | None], album: str | None = None) -> Origin:
    return Origin(Door.TELEGRAM, "1001", parts[0][0], album, parts=parts)


async def _joined(house: House) -> TicketId:
    ticket = await house.opened()
    origin = _origin(("51", "one"), ("52", "two \u200b"), ("53", "three"))
    await house.desk(AddComment(ticket, "one\n\ntwo \u200b\n\nthree", origin=origin), IVAN)
    return ticket


async def _edit(house: House, ticket: TicketId, ref: str, text: str, mark: int = 0) -> None:
    await house.desk(EditMessage(ticket, house.rows("messages")[-1].id, text, mark, ref), IVAN)


def _body(house: House) -> str:
    return str(house.rows("messages")[-1].body)


async def test_an_edit_of_one_part_leaves_the_others_and_every_part_leads_to_the_ticket(house: House) -> None:
    ticket = await _joined(house)
    assert [post.ref for post in house.rows("posts", kind="origin")] == ["51", "52", "53"]
    for ref, text in (("52", "the second"), ("53", "3"), ("51", "the first of all"), ("52", "2")):
        await _edit(house, ticket, ref, text)
    assert _body(house) == "the first of all\n\n2\n\n3"


async def test_the_same_edit_twice_is_one_and_an_earlier_one_that_comes_later_is_too_late(house: House) -> None:
    ticket = await _joined(house)
    for text, mark in (("new", 7), ("new", 7), ("old", 6)):
        await _edit(house, ticket, "52", text, mark)
    await _edit(house, ticket, "51", "other", 3)
    assert _body(house) == "other\n\nnew\n\nthree"
    assert house.events(ticket).count("MessageEdited") == 2


async def test_a_part_that_is_emptied_can_be_filled_again_in_its_place(house: House) -> None:
    ticket = await _joined(house)
    await _edit(house, ticket, "52", "")
    assert _body(house) == "one\n\nthree"
    await _edit(house, ticket, "52", "two again")
    assert _body(house) == "one\n\ntwo again\n\nthree"


async def test_words_that_say_nothing_at_all_any_more_are_refused(house: House) -> None:
    ticket = await _joined(house)
    for ref in ("51", "52"):
        await _edit(house, ticket, ref, "")
    command = EditMessage(ticket, house.rows("messages")[-1].id, "", part="53")
    assert (await house.refused(command, IVAN)).code is Code.EMPTY
    assert _body(house) == "three"


async def test_another_wording_of_the_title_joins_the_text_and_the_ticket_keeps_its_name(house: House) -> None:
    origin = _origin(("50", None), ("51", "it blinks"))
    ticket = (await house.desk(OpenTicket("Printer", "it blinks", origin=origin), IVAN)).ticket
    assert ticket is not None
    for text, mark in (("Printer", 1), ("", 2), ("The new printer", 3), ("The old printer", 4)):
        await _edit(house, ticket, "50", text, mark)
    assert _body(house) == "The old printer\n\nit blinks" and house.ticket(ticket).subject == "Printer"
    await _edit(house, ticket, "51", "it smokes", 5)
    assert _body(house) == "The old printer\n\nit smokes"


async def test_a_message_that_is_no_part_changes_nothing(house: House) -> None:
    ticket = await house.opened()
    await house.desk(AddComment(ticket, "it blinks", origin=_origin(("50", None), ("51", "it blinks"))), IVAN)
    await _edit(house, ticket, "77", "Scanner")
    assert _body(house) == "it blinks"


async def test_captions_of_an_album_are_put_to_it_taken_away_and_changed_each_alone(house: House) -> None:
    ticket = await house.opened()
    for ref, caption in (("61", ""), ("62", "from behind"), ("63", "")):
        await house.desk(AddComment(ticket, caption, (FILE,), Origin(Door.TELEGRAM, "1001", ref, "a1")), IVAN)
    await _edit(house, ticket, "63", "below")
    await _edit(house, ticket, "61", "from above")
    assert _body(house) == "from above\n\nfrom behind\n\nbelow"
    for ref in ("61", "62", "63"):
        await _edit(house, ticket, ref, "")
    assert _body(house) == ""


async def test_an_album_goes_on_behind_words_that_were_joined_before(house: House) -> None:
    ticket = await house.opened()
    joined = _origin(("71", "look"), ("72", "the rack"), album="a1")
    await house.desk(AddComment(ticket, "look\n\nthe rack", (FILE,), joined), IVAN)
    await house.desk(AddComment(ticket, "behind", (FILE,), Origin(Door.TELEGRAM, "1001", "73", "a1")), IVAN)
    await _edit(house, ticket, "72", "the shelf")
    await _edit(house, ticket, "73", "below")
    assert _body(house) == "look\n\nthe shelf\n\nbelow"


async def test_a_message_without_parts_is_one_and_loses_nothing_to_an_empty_part(house: House) -> None:
    ticket = await house.opened()
    await house.desk(AddComment(ticket, "one", (FILE,), Origin(Door.TELEGRAM, "1001", "81")), IVAN)
    await _edit(house, ticket, "82", "")
    assert _body(house) == "one"
    await _edit(house, ticket, "81", "two")
    assert _body(house) == "two"


async def test_parts_below_a_title_that_was_too_long_for_its_place_are_edited_alone(house: House) -> None:
    long = "Printer " * 60
    origin = _origin(("50", None), ("51", "it blinks"), ("52", "and smokes"))
    ticket = (await house.desk(OpenTicket(long, "it blinks\n\nand smokes", origin=origin), IVAN)).ticket
    assert ticket is not None
    await _edit(house, ticket, "51", "it burns")
    assert _body(house) == f"{long.strip()}\n\nit burns\n\nand smokes"


async def test_a_part_of_which_nobody_knows_the_words_takes_no_others_away(house: House) -> None:
    ticket = await house.opened()
    await house.desk(AddComment(ticket, "not what they say", origin=_origin(("51", "one"), ("52", "two"))), IVAN)
    for _ in range(2):
        await _edit(house, ticket, "52", "2", 3)
    assert _body(house) == "not what they say\n\n2"
    await _edit(house, ticket, "52", "", 4)
    assert _body(house) == "not what they say\n\n2"
