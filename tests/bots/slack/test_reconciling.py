"""What Slack never told of is found once; what it tells later is a repeat; what could not be read proves nothing."""

import pytest
from slack_sdk.errors import SlackApiError

from core.kinds import TicketId
from core.outbox import reactions
from core.tickets.commands import AddComment
from tests.bots.slack.bureau import history
from tests.bots.slack.office import IVAN, Office
from tests.bots.slack.ordeal import rows, settled
from tests.standins.slack import Json

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture(autouse=True)
def brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bots.slack.catchup.PACE", 0.0)


async def told(desk: Office, *words: str) -> tuple[TicketId, Json, list[Json]]:
    """A ticket with words of Anna's in its thread: the ticket, its card, the words."""
    ticket = await desk.open()
    card, said = await desk.card(ticket), []
    for one in words:
        said.append(await desk.anna.say(desk.channel, one, thread=card["ts"]))
        await desk.spoken(ticket, one)
    await settled(desk)
    return ticket, card, said


async def bodies(desk: Office, ticket: TicketId) -> list[str]:
    return [one.body for one in (await desk.seen_by(desk.anna, ticket))[1]][1:]


async def test_an_edit_and_a_deletion_are_found_and_the_late_events_are_repeats(desk: Office) -> None:
    ticket, _, (first, second) = await told(desk, "Раз", "Два")
    await desk.slack.silence(1.0)
    late = [await desk.anna.edit(desk.channel, first["ts"], "Три"), await desk.anna.delete(desk.channel, second["ts"])]
    await desk.slack.silence(0.0)
    assert await desk.bot.reconcile() == 2
    await settled(desk)
    before = await history(desk, ticket)
    assert await bodies(desk, ticket) == ["Три", ""]
    assert before[-2:] == ["MessageEdited", "MessageWithdrawn"]
    for one in late:
        await desk.slack.redeliver(one["event_id"])
    assert await desk.bot.reconcile() == 0
    await settled(desk)
    assert await history(desk, ticket) == before


async def test_the_last_word_of_a_thread_is_missed_too_and_a_standing_one_never(desk: Office) -> None:
    """Where nothing is left, the card does not speak of a thread any more."""
    ticket, _, (said,) = await told(desk, "Единственное")
    assert await desk.bot.reconcile() == 0
    await desk.slack.silence(1.0)
    await desk.anna.delete(desk.channel, said["ts"])
    await desk.slack.silence(0.0)
    assert await desk.bot.reconcile(whole=False) == 0
    assert await desk.bot.reconcile() == 1
    await settled(desk)
    assert await bodies(desk, ticket) == [""]


@pytest.mark.parametrize("times", [1, 2])
async def test_what_could_not_be_read_is_not_taken_to_be_deleted(desk: Office, times: int) -> None:
    """Neither the thread nor the word itself."""
    ticket, card, (gone, _) = await told(desk, "Раз", "Два")
    await desk.slack.silence(1.0)
    await desk.anna.delete(desk.channel, gone["ts"])
    await desk.slack.silence(0.0)
    if times == 2:
        await desk.bot._catch_up._thread(desk.channel, {"ts": card["ts"], "latest_reply": "9"}, "9")
    await desk.slack.fault("conversations.replies", "error", error="internal_error", times=times)
    for _ in range(times):
        with pytest.raises(SlackApiError):
            await desk.bot.reconcile()
    await settled(desk)
    assert await bodies(desk, ticket) == ["Раз", "Два"]
    assert await desk.bot.reconcile() == 1


async def test_who_asks_too_often_waits_and_goes_on(desk: Office) -> None:
    ticket, card, _ = await told(desk, "Раз")
    await desk.slack.silence(1.0)
    await desk.anna.say(desk.channel, "Два", thread=card["ts"])
    await desk.slack.silence(0.0)
    for method in ("conversations.history", "conversations.replies"):
        await desk.slack.fault(method, "429", retry_after=1, times=1)
    assert await desk.bot.reconcile() == 1
    await desk.spoken(ticket, "Два")


async def test_an_emoji_is_found_once_and_not_again_when_the_ticket_has_gone_on(desk: Office) -> None:
    ticket, card, _ = await told(desk)
    await desk.slack.silence(1.0)
    late = await desk.boris.react(desk.channel, card["ts"], "white_check_mark")
    await desk.slack.silence(0.0)
    assert await desk.bot.reconcile(whole=False) == 1
    await settled(desk)
    await desk.desk(AddComment(ticket, "Опять не печатает"), IVAN)
    before = await history(desk, ticket)
    assert before.count("StatusMoved") >= 1
    await desk.slack.redeliver(late["event_id"])
    assert await desk.bot.reconcile() == 0
    await settled(desk)
    assert await history(desk, ticket) == before


async def test_whoever_takes_an_emoji_off_and_puts_it_on_again_means_it_again(desk: Office) -> None:
    """The taking off may be lost or told; the second one counts, be it told or found."""
    _, card, _ = await told(desk)
    for silence, reconciled in ((0.0, 0), (1.0, 1), (0.0, 0)):
        await desk.slack.silence(silence)
        for off in (False, True):
            await desk.boris.react(desk.channel, card["ts"], "eyes", remove=off)
            await settled(desk)
            assert await desk.bot.reconcile() == reconciled
            await settled(desk)
    query = "SELECT there, count(*) FROM reactions WHERE door = 'slack' AND name = 'eyes' GROUP BY there"
    assert await rows(desk, query) == [(0, 1)]


async def test_an_emoji_from_before_the_memory_began_is_left_alone(desk: Office) -> None:
    ticket, card, _ = await told(desk)
    await desk.slack.silence(1.0)
    await desk.boris.react(desk.channel, card["ts"], "eyes")
    await desk.slack.silence(0.0)
    await desk.hop.unit(reactions.begin)
    await desk.hop.unit(reactions.begin)
    assert await desk.bot.reconcile() == 0
    assert await history(desk, ticket) == ["TicketOpened"]


async def test_a_word_that_is_found_edited_is_not_undone_by_an_earlier_edit_that_comes_late(desk: Office) -> None:
    ticket, card, _ = await told(desk)
    await desk.slack.silence(1.0)
    said = await desk.anna.say(desk.channel, "Раз", thread=card["ts"])
    earlier = await desk.anna.edit(desk.channel, said["ts"], "Два")
    await desk.anna.edit(desk.channel, said["ts"], "Три")
    await desk.slack.silence(0.0)
    await desk.bot.reconcile()
    await settled(desk)
    await desk.slack.redeliver(earlier["event_id"])
    await settled(desk)
    assert await bodies(desk, ticket) == ["Три"]


async def test_who_came_and_went_in_silence_is_known(desk: Office) -> None:
    greg = await desk.slack.agent("Грег", "greg@example.org")
    await desk.slack.silence(1.0)
    await desk.slack.join(desk.channel, greg)
    await desk.slack.leave(desk.channel, desk.boris)
    await desk.slack.silence(0.0)
    await desk.bot.reconcile()
    agents = await rows(desk, "SELECT p.name FROM grants g JOIN persons p ON p.id = g.person_id ORDER BY 1")
    assert agents == [("Анна",), ("Грег",)]
