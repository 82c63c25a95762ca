"""What a customer can send: every kind of message, alone and as an album."""

import pytest

from core.kinds import TicketId
from tests.bots.telegram.desk import TelegramDesk, texts, two_tickets
from tests.standins.telegram import PIXEL, Customer, TelegramStandIn

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_every_kind_of_message_arrives_or_is_politely_declined(
    tg: TelegramStandIn, desk: TelegramDesk, mary: Customer
) -> None:
    chat = {"id": mary.id, "type": "private", "first_name": "Mary"}
    head = {"date": 1, "chat": chat, "from": mary.user}
    await mary.say("/new")
    await desk.quiet()
    await tg.inject({"message": head | {"message_id": 501, "dice": {"emoji": "🎲", "value": 3}}})
    await mary.sees("can't pass on this kind")
    await mary.photo(PIXEL)
    await desk.quiet()
    await mary.voice(b"OggS")
    await desk.quiet()
    await mary.document("report.pdf", b"%PDF", "here")
    await mary.video(b"mp4", "clip")
    await mary.contact("+79990001122")
    await mary.location(55.75, 37.61)
    await mary.document("big.iso", b"x", "huge", size=30_000_000)
    note = {"file_id": "N", "file_unique_id": "n", "length": 1, "duration": 1, "file_size": 3}
    sticker = {"file_id": "S", "file_unique_id": "s", "type": "regular", "width": 1, "height": 1, "emoji": "🙏",
               "is_animated": False, "is_video": False}  # fmt: skip
    await tg.inject({"message": head | {"message_id": 502, "video_note": note}})
    await tg.inject({"message": head | {"message_id": 503, "sticker": sticker}})
    await tg.inject({"message": head | {"message_id": 504, "text": "click here", "entities": [
        {"type": "text_link", "offset": 6, "length": 4, "url": "https://example.org/x"}]}})  # fmt: skip
    await desk.quiet()
    assert await desk.rows("SELECT name, state FROM attachments WHERE source LIKE '%file_id%' ORDER BY id") == [
        ("photo-4.jpg", "ready"), ("voice-6.ogg", "ready"), ("report.pdf", "ready"), ("video.mp4", "ready"),
        ("big.iso", "lost"), ("video_note-502.mp4", "lost"),
    ]  # fmt: skip
    assert await desk.said() == [
        "", "here", "clip", "☎ Mary: +79990001122",
        "📍 55.750000, 37.610000\n"
        "https://www.openstreetmap.org/?mlat=55.750000&mlon=37.610000#map=17/55.750000/37.610000",
        "huge", "", "🙏",
        "click here\nhere: https://example.org/x",
    ]  # fmt: skip
    await mary.sees("Over 20 MB: big.iso.")


async def test_a_file_of_the_conversation_is_sent_once_more_when_it_is_asked_for(
    tg: TelegramStandIn, desk: TelegramDesk, mary: Customer
) -> None:
    await mary.say("It hums")
    await desk.quiet()
    await desk.give(TicketId(1), "guide.pdf", "application/pdf", b"%PDF guide")
    await desk.quiet()
    for label in ("Open", "Files", "guide.pdf"):
        await mary.press(text=label)
        await desk.quiet()
    sent = [one for one in await tg.log("sendDocument") if one["params"]["chat_id"] == str(mary.id)]
    assert len(sent) == 2, await texts(mary)
    assert (await texts(mary))[-1] == "HD-1"


@pytest.mark.parametrize("place", ["answer", "which", "body", "none"])
async def test_the_files_of_an_album_stay_together(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer, place: str
) -> None:
    await two_tickets(desk, ivan)
    if place == "answer":
        await ivan.press_stale(2, "g1:answer:1:")
    elif place == "body":
        await ivan.say("/new")
        await ivan.say("Третий")
    elif place == "none":
        await ivan.press_stale(2, "v1:resolve:1:")
        await ivan.press_stale(2, "v1:resolve:2:")
    await desk.quiet()
    before = len(await texts(ivan))
    for n in range(3):
        await ivan.photo(PIXEL, "Смотрите" if n == 0 else "", media_group_id="album")
    await desk.quiet()
    said = len(await texts(ivan)) - before
    if place in ("which", "none"):
        await ivan.press(text="Это новый вопрос")
        await desk.quiet()
    ticket = 1 if place == "answer" else 3
    assert await desk.rows("SELECT ticket_id, count(*) FROM attachments GROUP BY 1") == [(ticket, 3)]
    assert said == 1
