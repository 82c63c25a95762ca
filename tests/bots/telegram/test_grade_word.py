"""A word with a grade reaches the desk with it and reopens nothing (C10)."""

import pytest
import pytest_asyncio

from core.kinds import TicketId
from core.profile.schema import Profile
from tests.bots.telegram.desk import TelegramDesk, texts
from tests.bots.telegram.rich import desk_with
from tests.bots.telegram.visit import LANGUAGES, Visit, visiting
from tests.standins.telegram import PIXEL, TelegramStandIn

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.fixture
def profile(default_profile: Profile) -> Profile:
    """An answer to a resolved ticket opens it again, so that a word taken for one would be seen."""
    raw = default_profile.model_dump(by_alias=True, mode="json")
    for status in raw["statuses"]:
        if status["id"] == "resolved":
            status["on_answer"] = "in_progress"
    raw["moves"].append({"from": ["resolved"], "to": "in_progress", "by": ["system"]})
    return desk_with(default_profile, statuses=raw["statuses"], moves=raw["moves"])


@pytest_asyncio.fixture(params=LANGUAGES, loop_scope="session")
async def visit(request: pytest.FixtureRequest, tg: TelegramStandIn, desk: TelegramDesk, profile: Profile) -> Visit:
    return await visiting(tg, desk, profile, request.param)


@pytest_asyncio.fixture(loop_scope="session")
async def yan(tg: TelegramStandIn, desk: TelegramDesk, profile: Profile) -> Visit:
    return await visiting(tg, desk, profile, "ru")


async def rated(visit: Visit, grade: str = "2") -> None:
    await visit.say("Один")
    await visit.desk.move(TicketId(1), "resolved")
    await visit.desk.quiet()
    await visit.who.press(data=f"v1:rate:1:{grade}")
    await visit.desk.quiet()


async def answers(visit: Visit, text: str) -> None:
    """Words to a resolved ticket: the bot asks where they belong, and they do not belong to the grade."""
    await visit.say(text)
    assert visit.word("tg-which") in await visit.last()
    await visit.who.press(data="g1:put:1:")
    await visit.desk.quiet()


async def standing(visit: Visit) -> list[object]:
    return [*(await visit.desk.rows("SELECT status, grade FROM tickets"))[0]]


async def test_the_next_text_goes_with_the_grade_and_the_one_after_it_is_an_answer(visit: Visit) -> None:
    await rated(visit)
    assert visit.word("tg-word-ask") in await visit.last()
    await visit.say("Слишком долго")
    assert await visit.last() == visit.word("tg-word-thanks")
    assert await standing(visit) == ["resolved", "2"] and await visit.desk.said() == ["Один", "Слишком долго"]
    events = await visit.desk.column("SELECT kind FROM events WHERE ticket_id = 1")
    assert events.count("TicketRated") == 2
    await answers(visit, "И снова не работает")
    assert await standing(visit) == ["in_progress", "2"]


async def test_a_word_that_was_another_matter_becomes_a_ticket_of_its_own_once(visit: Visit) -> None:
    await rated(visit)
    await visit.say("Не работает VPN")
    button = visit.word("tg-which-new")
    asked = (await visit.who.chat())[-1]["message_id"]
    await visit.press(button)
    assert await visit.desk.column("SELECT subject FROM tickets ORDER BY id") == ["Один", "Не работает VPN"]
    assert await visit.desk.said() == ["Один", "Не работает VPN", "Не работает VPN"]
    assert await standing(visit) == ["resolved", "2"]
    await visit.who.press_stale(asked, "g1:matter:1:")
    await visit.desk.quiet()
    assert await visit.desk.one("SELECT count(*) FROM tickets") == 2


async def test_another_matter_can_be_typed_as_well_as_pressed(yan: Visit) -> None:
    await rated(yan)
    await yan.say("Не работает VPN")
    await yan.say(yan.word("tg-which-new"))
    assert await yan.desk.column("SELECT subject FROM tickets ORDER BY id") == ["Один", "Не работает VPN"]


async def test_no_thanks_makes_the_next_text_an_answer_again(visit: Visit) -> None:
    await rated(visit)
    await visit.press(visit.word("tg-word-no"))
    assert visit.word("tg-word-ask") not in await visit.last()
    await answers(visit, "Опять")
    assert await standing(visit) == ["in_progress", "2"]


async def test_what_is_typed_much_later_is_an_answer(yan: Visit) -> None:
    await rated(yan)
    await yan.desk.write(
        "UPDATE dialogues SET data = json_set(data, '$.until', json_extract(data, '$.until') - 3601000000)"
    )
    await answers(yan, "Опять")
    assert await standing(yan) == ["in_progress", "2"]
    assert await yan.desk.one("SELECT count(*) FROM dialogues WHERE state IS NOT NULL") == 0


async def test_a_file_is_an_answer_and_the_word_is_not_waited_for_after_it(yan: Visit) -> None:
    await rated(yan)
    await yan.who.photo(PIXEL, "вот снимок")
    await yan.desk.quiet()
    await yan.who.press(data="g1:put:1:")
    await yan.desk.quiet()
    assert await standing(yan) == ["in_progress", "2"]
    assert await yan.desk.one("SELECT count(*) FROM dialogues WHERE state IS NOT NULL") == 0


async def test_the_offer_never_comes_back_after_something_else_was_begun(yan: Visit) -> None:
    await rated(yan)
    await yan.say("/new", "/cancel")
    assert "Прервали" in await yan.last()
    await answers(yan, "Опять")
    assert await standing(yan) == ["in_progress", "2"]


async def test_whoever_looks_at_something_else_says_no_more_of_the_grade(yan: Visit) -> None:
    await rated(yan)
    await yan.say("/tickets")
    await answers(yan, "Опять")
    assert await standing(yan) == ["in_progress", "2"]


async def test_amid_something_else_a_word_is_offered_by_a_button(yan: Visit) -> None:
    await yan.say("Один")
    await yan.desk.move(TicketId(1), "resolved")
    await yan.desk.quiet()
    await yan.say("/new")
    await yan.who.press(data="v1:rate:1:5")
    await yan.desk.quiet()
    assert yan.word("tg-word-add") in await yan.buttons()
    await yan.press(yan.word("tg-word-add"))
    await yan.say("Быстро и вежливо")
    assert await yan.desk.said() == ["Один", "Быстро и вежливо"]
    assert "О чём речь?" in (await texts(yan.who))[-1]
    assert await standing(yan) == ["resolved", "5"]


class TestNoWord:
    @pytest.fixture
    def profile(self, default_profile: Profile) -> Profile:
        raw = default_profile.model_dump(by_alias=True, mode="json")
        return desk_with(default_profile, rating={**raw["rating"], "comment": False})

    async def test_where_the_desk_wants_no_words_none_are_offered(self, yan: Visit) -> None:
        await rated(yan, "5")
        assert yan.word("tg-word-ask") not in await yan.last()
        assert await yan.desk.one("SELECT count(*) FROM dialogues WHERE state IS NOT NULL") == 0


class TestContent:
    @pytest.fixture
    def profile(self, default_profile: Profile) -> Profile:
        """The best grade closes the ticket for good (E16), where nothing can be rated any more."""
        raw = default_profile.model_dump(by_alias=True, mode="json")
        raw["moves"].append({"from": ["resolved"], "to": "closed", "by": ["requester"]})
        grades = [{**one, "to": "closed"} if one["id"] == "5" else one for one in raw["rating"]["grades"]]
        rating = {**raw["rating"], "in": ["resolved"], "grades": grades}
        return desk_with(default_profile, moves=raw["moves"], rating=rating)

    async def test_a_word_may_follow_a_grade_that_closed_the_ticket(self, yan: Visit) -> None:
        await rated(yan, "5")
        await yan.say("Спасибо, всё отлично")
        assert await standing(yan) == ["closed", "5"]
        assert await yan.desk.said() == ["Один", "Спасибо, всё отлично"]


async def test_a_word_said_with_a_grade_can_be_changed_whatever_has_begun_since_and_reopens_nothing(yan: Visit) -> None:
    await rated(yan)
    word = await yan.who.say("Слишком долга")
    await yan.desk.quiet()
    before = await standing(yan)
    await yan.say("/new")
    await yan.who.edits(word["message_id"], "Слишком долго")
    await yan.desk.quiet()
    assert "Слишком долго" in await yan.desk.said() and "Слишком долга" not in await yan.desk.said()
    assert await standing(yan) == before


async def test_a_word_said_in_the_middle_of_a_question_leaves_the_question_open_and_the_chat_alive(yan: Visit) -> None:
    await rated(yan)
    await yan.press(yan.word("tg-word-no"))
    await yan.say("Опять")
    assert yan.word("tg-which") in await yan.last()
    await yan.who.press_stale((await yan.shown())["message_id"], "g1:word:1:")
    await yan.desk.quiet()
    await yan.say("Слишком долго")
    assert yan.word("tg-which") in await yan.last() and "Слишком долго" in await yan.desk.said()
    await yan.say("И ещё")
    await yan.who.press(data="g1:put:1:")
    await yan.desk.quiet()
    assert (await yan.desk.said())[-1] == "Опять\n\nИ ещё"
    assert await yan.desk.one("SELECT count(*) FROM inbox WHERE state <> 'done'") == 0
