"""The fixtures themselves: if these lie, everything else does."""

from tests.core.house import IVAN, House


async def test_a_command_leaves_a_ticket_a_history_and_rows_on_their_way(house: House) -> None:
    ticket = await house.opened(IVAN, "Printer", "It smokes")
    assert house.ticket(ticket).subject == "Printer"
    assert house.events(ticket) == ["TicketOpened"]
    assert sorted(row.kind for row in house.outbox(ticket_id=ticket)) == ["card", "notice"]
    assert [row.kind for row in house.notices(IVAN)] == ["notice"]


async def test_the_clock_moves_forward_as_often_as_it_is_pushed(house: House) -> None:
    seen = [house.clock.now()]
    for _ in range(50):
        house.hands.forward(3600)
        seen.append(house.clock.now())
    assert all(3_600_000_000 <= later - sooner < 3_700_000_000 for sooner, later in zip(seen, seen[1:], strict=False))
