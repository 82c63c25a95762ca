"""Two tickets that became one, as their customer meets them in chat (X2)."""

import pytest

from core.kinds import TicketId
from core.tickets.relating import Merge, Unmerge
from tests.bots.telegram.desk import AGENT, TelegramDesk, two_tickets
from tests.standins.telegram import TelegramStandIn

pytestmark = pytest.mark.asyncio(loop_scope="session")
OLD, NEW = TicketId(1), TicketId(2)


@pytest.mark.parametrize(
    ("language", "one", "apart", "solved", "kind"),
    [
        ("ru", "HD-1 и HD-2 теперь одна заявка: HD-1", "HD-2 и HD-1 снова отдельно", "Вопрос решён", "— часть HD-1"),
        (
            "en",
            "HD-1 and HD-2 are now one ticket: HD-1",
            "HD-2 and HD-1 are two tickets again",
            "It's solved",
            "goes on in HD-1",
        ),
    ],
)
async def test_replies_and_old_buttons_lead_to_the_one_that_goes_on(
    tg: TelegramStandIn, desk: TelegramDesk, language: str, one: str, apart: str, solved: str, kind: str
) -> None:
    ivan = await tg.user(first_name="Иван", language_code=language)
    await two_tickets(desk, ivan)
    receipt = await ivan.sees("HD-2")
    await desk.desk(Merge(NEW, OLD, 0), AGENT, "merge")
    await ivan.sees(one)
    await ivan.say("Жду ответа", reply_to=receipt["message_id"])
    await desk.quiet()
    assert await desk.column("SELECT ticket_id FROM messages WHERE body = 'Жду ответа'") == [OLD]
    await ivan.press(solved, receipt["message_id"])
    await desk.quiet()
    assert [toast for toast in await ivan.toasts() if kind in toast["text"]]
    assert await desk.column("SELECT status FROM tickets ORDER BY id") == ["new", "new"]
    await desk.desk(Unmerge(NEW), AGENT, "unmerge")
    await ivan.sees(apart)
