"""What the buttons of a page do: each once, and each refusal in words with nothing lost that was typed."""

import asyncio

import pytest

from core.clock import DAY, SECOND
from core.kinds import Door
from core.profile.schema import Profile
from core.tickets.commands import AddComment, Cancel, Escalate
from tests.bots.web.site import Site
from tests.core.house import IVAN, MARY


async def test_an_answer_is_committed_and_said_so(site: Site) -> None:
    ticket = await site.house.opened()
    await site.move(ticket, "waiting")
    page = await site.press(ticket, "answer", text="Порт открыт\r\nи проверен")
    assert "Ответ отправлен" in page.text and "Порт открыт и проверен" in page.text
    assert site.house.rows("messages")[-1].body == "Порт открыт\nи проверен"
    assert site.house.ticket(ticket).status == "in_progress"


async def test_the_history_names_the_web_as_the_door(site: Site) -> None:
    ticket = await site.house.opened()
    await site.press(ticket, "answer", text="Ещё одно")
    assert site.house.history(ticket)[-1].door is Door.WEB


@pytest.mark.parametrize(
    ("verb", "before", "after"),
    [("resolve", "", "resolved"), ("cancel", "", "canceled"), ("return", "resolved", "in_progress"),
     ("close", "resolved", "closed")],
)  # fmt: skip
async def test_a_button_moves_the_ticket(site: Site, verb: str, before: str, after: str) -> None:
    ticket = await site.house.opened()
    if before:
        await site.move(ticket, before)
    await site.press(ticket, verb)
    assert site.house.ticket(ticket).status == after


async def test_muting_and_unmuting(site: Site) -> None:
    ticket = await site.house.opened()
    assert "mute" not in (await site.press(ticket, "mute")).verbs
    assert "mute" in (await site.press(ticket, "unmute")).verbs
    assert site.house.events(ticket)[-2:] == ["TicketMuted", "TicketUnmuted"]


class TestRating:
    @pytest.fixture
    def profile(self, default_profile: Profile) -> Profile:
        return default_profile

    async def test_a_grade_can_be_given_and_changed(self, site: Site) -> None:
        ticket = await site.house.opened()
        await site.move(ticket, "resolved")
        await site.press(ticket, "rate", picked="4")
        assert site.house.ticket(ticket).grade == "4"
        page = await site.page(await site.path(ticket))
        assert page.form("rate").fields["picked"] == "4"
        await site.press(ticket, "rate", picked="2")
        assert site.house.ticket(ticket).grade == "2"

    async def test_no_grade_is_refused_in_words(self, site: Site) -> None:
        ticket = await site.house.opened()
        await site.move(ticket, "resolved")
        page = await site.page(await site.path(ticket))
        seen = await site.submit(page.form("rate"))
        assert seen.status == 409 and "Такой оценки нет" in seen.page.text


async def test_an_escalation_carries_its_reason_and_text(site: Site) -> None:
    ticket = await site.house.opened()
    await site.press(ticket, "escalate", ("log.txt", b"x", "text/plain"), picked="silence", text="Жду три дня")
    assert site.house.ticket(ticket).status == "escalated"
    assert site.house.rows("messages")[-1].body == "Жду три дня"
    assert site.house.rows("attachments")[-1].name == "log.txt"


@pytest.mark.parametrize(
    ("picked", "text", "said"),
    [("priority", "Очень срочно", "не повод для эскалации"), ("silence", " ", "Опишите, пожалуйста"),
     ("", "Очень срочно", "не повод для эскалации")],
)  # fmt: skip
async def test_an_escalation_without_what_counts_is_refused_politely(
    site: Site, picked: str, text: str, said: str
) -> None:
    ticket = await site.house.opened()
    form = (await site.page(await site.path(ticket))).form("escalate")
    seen = await site.submit(form, picked=picked, text=text)
    again = seen.page.form("escalate")
    assert seen.status == 409 and said in seen.page.text
    assert again.fields["text"].strip() == text.strip() and again.fields.get("picked", "") == picked
    assert site.house.ticket(ticket).status == "new"
    assert (await site.submit(again, picked="silence", text="Жду три дня")).status == 303


async def test_a_double_click_acts_once(site: Site) -> None:
    ticket = await site.house.opened()
    form = (await site.page(await site.path(ticket))).form("answer")
    file = ("log.txt", b"content", "text/plain")
    seen = await asyncio.gather(*(site.submit(form, file, text="Один раз") for _ in range(5)))
    assert {one.status for one in seen} == {303}
    assert [row.body for row in site.house.rows("messages")].count("Один раз") == 1
    assert len(site.house.rows("attachments")) == 1
    await site.fetched()
    assert site.house.rows("attachments")[0].state == "ready"


async def test_another_text_from_the_same_page_is_not_lost(site: Site) -> None:
    """Somebody goes back in the browser, writes on and sends again."""
    ticket = await site.house.opened()
    form = (await site.page(await site.path(ticket))).form("answer")
    for text in ("Первое", "Второе", "Второе"):
        assert (await site.submit(form, text=text)).status == 303
    assert [row.body for row in site.house.rows("messages")][1:] == ["Первое", "Второе"]


async def test_an_empty_answer_is_refused_in_words(site: Site) -> None:
    ticket = await site.house.opened()
    seen = await site.submit((await site.page(await site.path(ticket))).form("answer"), text=" \u200b ")
    assert seen.status == 409 and "Пустое сообщение" in seen.page.text


async def test_what_was_typed_for_a_closed_ticket_opens_a_new_one(site: Site) -> None:
    """D8: closed is final; the text is put into the form of the ticket that goes on with it."""
    ticket = await site.house.opened()
    form = (await site.page(await site.path(ticket))).form("answer")
    await site.house.desk(Cancel(ticket), IVAN)
    seen = await site.submit(form, text="<b>Снова</b> не слышно")
    assert seen.status == 409 and seen.page.verbs == ["again"]
    again = seen.page.form("again")
    assert again.fields["text"] == "<b>Снова</b> не слышно"
    answer = await site.submit(again)
    assert answer.status == 303
    page = await site.page(answer.headers["Location"])
    assert "TS-2" in page.text and "В продолжение TS-1" in page.text
    assert site.house.rows("tickets")[-1].linked_to == ticket
    repeated = await site.submit(again)
    assert "TS-2" in (await site.page(repeated.headers["Location"])).text
    assert len(site.house.rows("tickets")) == 2


async def test_a_stale_button_gets_a_kind_answer(site: Site) -> None:
    ticket = await site.house.opened()
    form = (await site.page(await site.path(ticket))).form("escalate")
    await site.house.desk(Escalate(ticket, "silence", "Жду"), IVAN)
    seen = await site.submit(form, picked="silence", text="Жду и я")
    assert seen.status == 409 and "Эта кнопка уже не действует" in seen.page.text
    assert seen.page.form("answer").fields["text"] == "Жду и я"


async def test_a_form_of_yesterday_asks_to_press_again_and_keeps_the_text(site: Site) -> None:
    ticket = await site.house.opened()
    path = await site.path(ticket)
    form = (await site.page(path)).form("answer")
    await site.house.pass_time(DAY / SECOND)
    seen = await site.submit(form, text="Долго думал")
    assert seen.status == 403 and "открыта слишком долго" in seen.page.text
    assert (await site.submit(seen.page.form("answer"))).status == 303
    assert site.house.rows("messages")[-1].body == "Долго думал"


@pytest.mark.parametrize("stolen", ["none", "other verb", "other person", "damaged", "link"])
async def test_a_post_without_a_form_of_this_page_changes_nothing(site: Site, stolen: str) -> None:
    """Faults D3: a scanner or a foreign page that knows the address cannot press."""
    ticket, other = await site.house.opened(), await site.house.opened(MARY)
    path = await site.path(ticket)
    mine, theirs = await site.page(path), await site.page(await site.path(other, MARY))
    token = {
        "none": "",
        "other verb": mine.form("cancel").fields["form"],
        "other person": theirs.form("resolve").fields["form"],
        "damaged": mine.form("resolve").fields["form"][:-1],
        "link": path.rpartition("/")[2],
    }[stolen]
    before = site.house.count()
    seen = await site.post(f"{path}/resolve", {"form": token} if token else {})
    assert seen.status == 403 and site.house.count() == before and site.house.ticket(ticket).status == "new"


@pytest.mark.parametrize("verb", ["claim", "reply", "note", "move", "end", "not_enough", "delete", "file"])
async def test_there_is_no_button_for_what_customers_cannot_do(site: Site, verb: str) -> None:
    ticket = await site.house.opened()
    path = await site.path(ticket)
    form = (await site.page(path)).form("resolve").fields["form"]
    before = site.house.count()
    assert (await site.post(f"{path}/{verb}", {"form": form, "text": "x"})).status == 404
    assert site.house.count() == before


async def test_the_address_of_a_press_opened_again_shows_the_page(site: Site) -> None:
    ticket = await site.house.opened()
    path = await site.path(ticket)
    seen = await site.get(f"{path}/answer")
    assert seen.status == 303 and seen.headers["Location"] == path


async def test_a_person_without_the_ticket_can_do_nothing_to_it(site: Site) -> None:
    """Links that were signed for the wrong person: the core still says no (faults F3)."""
    ticket, _ = await site.house.opened(IVAN), await site.house.opened(MARY)
    path, before = await site.path(ticket, MARY), site.house.count()
    for verb in ("answer", "resolve", "cancel", "mute", "escalate", "again"):
        assert (await site.post(f"{path}/{verb}", {"text": "x"})).status == 404
    assert site.house.count() == before


async def test_too_long_a_text_stays_in_its_field(site: Site) -> None:
    ticket = await site.house.opened()
    text = "д" * 20_001
    seen = await site.submit((await site.page(await site.path(ticket))).form("answer"), text=text)
    assert seen.status == 409 and "Слишком длинно" in seen.page.text
    assert seen.page.form("answer").fields["text"] == text


async def test_the_other_doors_see_what_the_page_did(site: Site) -> None:
    ticket = await site.house.opened()
    await site.press(ticket, "answer", text="С сайта")
    await site.house.desk(AddComment(ticket, "Из чата"), IVAN)
    text = (await site.page(await site.path(ticket))).text
    assert text.index("С сайта") < text.index("Из чата")


class TestObservers:
    @pytest.fixture
    def profile(self, default_profile: Profile) -> Profile:
        raw = default_profile.model_dump(by_alias=True, mode="json")
        return Profile.model_validate({**raw, "opening": {**raw["opening"], "observers": True}})

    async def test_the_requester_names_a_colleague_and_a_wrong_address_stays_where_it_was_typed(
        self, site: Site
    ) -> None:
        ticket = await site.house.opened()
        page = await site.page(await site.path(ticket))
        seen = await site.submit(page.form("observe"), text="nobody@")
        assert seen.status == 409 and "nobody@" in seen.page.values("input", "value")
        assert site.house.rows("observers") == []
        page = await site.press(ticket, "observe", text="boss@farm.example")
        assert "наблюдатель тоже будет получать ответы" in page.text
        assert len(site.house.rows("observers")) == 1
