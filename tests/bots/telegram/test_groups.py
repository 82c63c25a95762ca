"""A company's group chat: tickets are made of messages there and answered there, and nothing else is told there."""

import pytest

from core.kinds import Door, MessageId, System, TicketId
from core.people.group_commands import EndGroupChat
from core.profile.schema import Profile, Telegram
from core.tickets.commands import AddComment, AddNote, Claim, EditMessage
from core.tickets.handling import AddObserver, MarkSeen, WithdrawMessage
from tests.bots.telegram.desk import TelegramDesk, texts
from tests.standins.telegram import PIXEL, Customer, TelegramStandIn
from tests.standins.telegram_groups import GroupChat

pytestmark = pytest.mark.asyncio(loop_scope="session")

BOT = "@sandbox_42_bot"
SAID = "SELECT body, audience, by_staff FROM messages WHERE ticket_id = {} ORDER BY id"
OWNER = "SELECT name FROM persons JOIN tickets ON tickets.requester = persons.id WHERE tickets.id = {}"


@pytest.fixture
def profile(default_profile: Profile) -> Profile:
    return default_profile.model_copy(update={"telegram": Telegram(groups="open")})


async def served(tg: TelegramStandIn, desk: TelegramDesk, who: Customer, **more: object) -> GroupChat:
    """Somebody whom the desk knows adds the bot."""
    await who.say("/start")
    await desk.quiet()
    group = await GroupChat.found(tg, **more)
    await group.add_bot(who)
    await desk.quiet()
    return group


async def made(desk: TelegramDesk, group: GroupChat, who: Customer, text: str) -> TicketId:
    await group.say(who, f"/ticket {text}")
    await desk.quiet()
    return await desk.newest()


async def spoken(desk: TelegramDesk, ticket: TicketId) -> list[tuple[object, ...]]:
    return [tuple(row) for row in await desk.rows(SAID.format(ticket))]


@pytest.mark.parametrize("wish", ["/ticket", "/заявка {bot}", "{bot}", "/TICKET{bot} второй день"])
async def test_a_message_becomes_its_authors_ticket_on_request_and_is_answered_below_it(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer, mary: Customer, wish: str
) -> None:
    group = await served(tg, desk, mary)
    about = await group.say(ivan, "Принтер не печатает")
    await group.say(mary, wish.format(bot=BOT), about)
    await desk.quiet()
    ticket = await desk.newest()
    assert await desk.one(OWNER.format(ticket)) == "Иван Петров"
    body = str((await spoken(desk, ticket))[0][0])
    assert body.startswith("Принтер не печатает") and body.endswith("Mary: второй день") == ("второй" in wish)
    receipt = (await group.told())[-1]
    assert f"HD-{ticket}" in receipt["text"] and receipt["reply_to"] == about and receipt["buttons"] == []
    await desk.agent(AddComment(ticket, "Выезжаем"))
    await desk.quiet()
    answer = (await group.told())[-1]
    assert "Выезжаем" in answer["text"] and answer["reply_to"] == about and answer["buttons"] == []
    assert await texts(ivan) == []


async def test_a_question_behind_the_command_is_the_askers_own_and_a_bare_one_says_how(
    tg: TelegramStandIn, desk: TelegramDesk, mary: Customer
) -> None:
    group = await served(tg, desk, mary)
    await group.say(mary, "/ticket")
    await desk.quiet()
    assert (await group.words())[-1].startswith("Reply with /ticket")
    ticket = await made(desk, group, mary, "No network")
    assert await desk.one(OWNER.format(ticket)) == "Mary"
    assert (await spoken(desk, ticket))[0][0] == "No network"


async def test_a_message_makes_one_ticket_however_often_and_by_whomever_it_is_asked_for(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer, mary: Customer
) -> None:
    group = await served(tg, desk, ivan)
    about = await group.say(ivan, "Не работает касса")
    for who, text in ((ivan, "/ticket"), (mary, "/ticket"), (mary, "/ticket и вторая тоже")):
        await group.say(who, text, about)
        await desk.quiet()
    assert await desk.one("SELECT count(*) FROM tickets") == 1
    assert (await group.words())[-1].startswith("We have this message already")
    assert [one[0] for one in await spoken(desk, await desk.newest())] == ["Не работает касса", "и вторая тоже"]


async def test_replies_to_the_bot_are_comments_of_whoever_wrote_and_plain_talk_is_nobodys(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer, mary: Customer
) -> None:
    group = await served(tg, desk, ivan)
    ticket = await made(desk, group, ivan, "Не работает касса")
    receipt = (await group.told())[-1]["message_id"]
    await group.say(mary, "У нас тоже", receipt)
    await group.say(mary, "Обедать идём?")
    await group.say(ivan, "Уже чинят", receipt)
    await desk.quiet()
    assert await spoken(desk, ticket) == [
        ("Не работает касса", "public", False), ("У нас тоже", "public", False), ("Уже чинят", "public", False),
    ]  # fmt: skip
    assert len(await group.told()) == 2
    authors = await desk.column("SELECT name FROM persons JOIN messages ON author = persons.id ORDER BY messages.id")
    assert authors == ["Иван Петров", "Mary", "Иван Петров"]


async def test_a_word_to_a_ticket_closed_for_good_or_to_no_ticket_gets_a_kind_answer(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer
) -> None:
    group = await served(tg, desk, ivan)
    hello = (await group.told())[-1]["message_id"]
    await group.say(ivan, "Кто вы?", hello)
    await desk.quiet()
    assert (await group.words())[-1].startswith("Не видно, к чему это")
    ticket = await made(desk, group, ivan, "Не работает касса")
    receipt = (await group.told())[-1]["message_id"]
    await desk.write(f"UPDATE tickets SET status = 'closed' WHERE id = {ticket}")
    again = await group.say(ivan, "Опять", receipt)
    await desk.quiet()
    assert (await group.words())[-1].startswith("Этот вопрос закрыт окончательно")
    await group.say(ivan, "/ticket", again)
    await desk.quiet()
    assert (await desk.newest(), await desk.one("SELECT subject FROM tickets ORDER BY id DESC")) == (
        ticket + 1,
        "Опять",
    )


async def test_nothing_but_the_public_words_of_its_tickets_is_ever_said_in_a_group(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer, mary: Customer
) -> None:
    """The canary is in everything that belongs to nobody else: it must be in no call to the group."""
    await ivan.say("Личное КАНАРЕЙКА")
    await desk.quiet()
    private = await desk.newest()
    group = await served(tg, desk, ivan)
    ticket = await made(desk, group, ivan, "Не работает касса")
    await desk.agent(AddNote(ticket, "КАНАРЕЙКА внутри"))
    await desk.agent(AddComment(private, "КАНАРЕЙКА в другой"))
    await desk.agent(AddObserver(ticket, "kanareyka@example.org"))
    await desk.agent(Claim(ticket, 0))
    await desk.agent(AddComment(ticket, "Едем"))
    await desk.give(ticket, "a.png", "image/png", PIXEL)
    await desk.move(ticket, "resolved", "Готово")
    await desk.quiet()
    receipt = (await group.told())[1]["message_id"]
    for text in ("/tickets", "/settings", "/start t1", f"/ticket{BOT}", "/help"):
        await group.say(mary, text, receipt)
        await desk.quiet()
    await group.press(mary, receipt, "g1:list:0:")
    await desk.quiet()
    calls = [one for one in await tg.log() if str(one["params"].get("chat_id")) == str(group.id)]
    assert any("Едем" in str(one) for one in calls) and any("Готово" in str(one) for one in calls)
    assert any(one["method"] == "sendPhoto" for one in calls)
    assert "КАНАРЕЙКА" not in str(calls) and "example.org" not in str(calls)
    assert not any("inline_keyboard" in str(one["params"].get("reply_markup")) for one in calls)
    toasts = await tg.control("GET", f"/users/{mary.id}/toasts")
    assert toasts[-1]["text"] == "This button only works in your own chat."


async def test_edits_follow_both_ways_and_a_withdrawn_answer_goes(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer, mary: Customer
) -> None:
    group = await served(tg, desk, ivan)
    asked = await group.say(ivan, "/ticket Не работет касса")
    await desk.quiet()
    ticket, receipt = await desk.newest(), (await group.told())[-1]["message_id"]
    comment = await group.say(mary, "И сканер", receipt)
    await desk.quiet()
    await group.edit(ivan, asked, "/ticket Не работает касса")
    await group.edit(mary, comment, "И сканер, и весы")
    await desk.quiet()
    assert [one[0] for one in await spoken(desk, ticket)] == ["Не работает касса", "И сканер, и весы"]
    await desk.agent(AddComment(ticket, "Едем завтра"))
    await desk.quiet()
    answer = MessageId(int(str(await desk.one("SELECT max(id) FROM messages"))))
    await desk.agent(EditMessage(ticket, answer, "Едем сегодня"))
    await desk.quiet()
    assert "Едем сегодня" in (await group.words())[-1] and not any("завтра" in one for one in await group.words())
    await desk.agent(WithdrawMessage(ticket, answer))
    await desk.quiet()
    assert not any("Едем" in one for one in await group.words())


async def test_the_sign_that_an_agent_has_seen_it_stands_on_the_message_in_the_group(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer
) -> None:
    group = await served(tg, desk, ivan)
    asked = await group.say(ivan, "/ticket Не работает касса")
    await desk.quiet()
    await desk.agent(MarkSeen(await desk.newest()))
    await desk.quiet()
    assert next(one for one in await group.chat() if one["message_id"] == asked)["reactions"] == ["👀"]


async def test_a_bot_that_was_put_out_writes_to_the_requester_instead(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer
) -> None:
    group = await served(tg, desk, ivan)
    ticket = await made(desk, group, ivan, "Не работает касса")
    before = len(await group.told())
    await group.remove_bot(ivan)
    await desk.agent(AddComment(ticket, "Едем"))
    await desk.quiet()
    assert len(await group.told()) == before
    assert any("Едем" in one for one in await texts(ivan))


async def test_a_group_that_refuses_before_we_know_is_gone_and_nothing_is_lost(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer
) -> None:
    """The update that says so may come late, or never."""
    group = await served(tg, desk, ivan)
    ticket = await made(desk, group, ivan, "Не работает касса")
    await group.remove_bot(ivan)
    await desk.quiet()
    await desk.write(f"UPDATE group_chats SET state = 'bound' WHERE key = '{group.id}'")
    await desk.agent(AddComment(ticket, "Едем"))
    await desk.quiet()
    assert any("Едем" in one for one in await texts(ivan))
    await desk.agent(AddComment(ticket, "Приехали"))
    await desk.quiet()
    assert any("Приехали" in one for one in await texts(ivan))


async def test_a_group_whose_binding_has_ended_gets_nothing_that_was_on_its_way(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer
) -> None:
    group = await served(tg, desk, ivan)
    ticket = await made(desk, group, ivan, "Не работает касса")
    desk.relay.stop()
    await desk.quiet()
    await desk.agent(AddComment(ticket, "Едем"))
    await desk.desk(EndGroupChat(Door.TELEGRAM, str(group.id)), System("test"))
    rows = await desk.rows(
        "SELECT key, outbox.state, reason FROM outbox JOIN addresses ON addresses.id = address_id ORDER BY outbox.id"
    )
    chats = [tuple(row) for row in rows if row.key in (str(group.id), str(ivan.id))]
    assert (str(group.id), "suppressed", "given up") in chats
    assert chats[-1] == (str(ivan.id), "pending", None)


@pytest.mark.parametrize("known_from", ["update", "refusal"])
async def test_a_group_that_becomes_a_supergroup_is_followed(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer, known_from: str
) -> None:
    group = await served(tg, desk, ivan, kind="group")
    ticket = await made(desk, group, ivan, "Не работает касса")
    if known_from == "refusal":
        await tg.control("POST", f"/groups/{group.id}/migrate", json={"user": ivan.id})
    new = GroupChat(tg, min(group.id - 1, group.id)) if known_from == "refusal" else await group.migrate(ivan)
    await desk.agent(AddComment(ticket, "Едем"))
    await desk.quiet()
    assert any("Едем" in one for one in await new.words())
    answer = (await new.told())[-1]["message_id"]
    await new.say(ivan, "Ждём", answer)
    await desk.quiet()
    assert [one[0] for one in await spoken(desk, ticket)] == ["Не работает касса", "Едем", "Ждём"]
    assert await texts(ivan) == [] or not any("Едем" in one for one in await texts(ivan))


async def test_in_a_forum_the_answer_stands_in_the_topic_of_its_question(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer
) -> None:
    group = await served(tg, desk, ivan, forum=True)
    topic = await group.topic(ivan, "Касса")
    asked = await group.say(ivan, "/ticket Не работает касса", topic, topic=topic)
    await desk.quiet()
    ticket = await desk.newest()
    await desk.agent(AddComment(ticket, "Едем"))
    await desk.quiet()
    assert [(one["topic"], one["reply_to"]) for one in (await group.told())[-2:]] == [(topic, asked)] * 2


async def test_whoever_hides_behind_a_group_or_a_channel_is_asked_for_their_name(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer
) -> None:
    group = await served(tg, desk, ivan)
    await group.say(ivan, "/ticket Не работает касса", in_name_of="group")
    await desk.quiet()
    assert "от своего имени" in (await group.words())[-1] or "under your own name" in (await group.words())[-1]
    post = await group.say(ivan, f"Новости {BOT}", in_name_of="channel")
    await desk.quiet()
    assert await desk.one("SELECT count(*) FROM tickets") == 0
    await group.say(ivan, "/ticket", post)
    await desk.quiet()
    assert await desk.one(OWNER.format(await desk.newest())) == "Иван Петров"
