"""What becomes of a message or a press in a group chat (X1). Nothing is said there but of the ticket in question."""

from aiogram.enums import ChatMemberStatus
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message, User

from bots.telegram.groups import Asked, asked, whole, writer
from bots.telegram.heard import Heard
from bots.telegram.turn import Turn
from core.api.commands import AskGroupChat, EditInGroup, EndGroupChat, MoveGroupChat, OpenInGroup, SpeakInGroup
from core.api.errors import Code, Refusal
from core.api.kinds import Door, Outcome, TicketId
from core.api.queries import PostAt, ReadGroupChat

IN = (ChatMemberStatus.MEMBER, ChatMemberStatus.ADMINISTRATOR)
BOUND = "bound"
OUT = (ChatMemberStatus.LEFT, ChatMemberStatus.KICKED)
LINES = {
    "off": "tg-group-off", "unknown": "tg-group-waiting", "waiting": "tg-group-waiting", "ended": "tg-group-ended",
    BOUND: "tg-group-bound",
}  # fmt: skip


async def spoken(message: Message, turn: Turn) -> None:
    """What neither asks for anything nor replies to the bot was not said to us."""
    if moved := _moved(message):
        await turn.do(MoveGroupChat(Door.TELEGRAM, *moved), house=True)
        return
    if message.is_automatic_forward:
        return
    want = asked(message, await _me(message), turn.nouns)
    if not (want.wanted or want.to_bot):
        return
    stand = await turn.ask(ReadGroupChat(Door.TELEGRAM, turn.place), turn.visitor)
    if stand.now != BOUND:
        await _not_served(message, turn, stand.now)
    elif writer(message) is None:
        _say(turn, message, "tg-group-nobody")
    else:
        await _served(message, turn, want)


async def _not_served(message: Message, turn: Turn, now: str) -> None:
    """One line, once for each way in which a group can stand; where the desk serves groups, it is asked to."""
    _once(turn, LINES[now], now)
    if now == "unknown":
        asking = AskGroupChat(Door.TELEGRAM, turn.place, message.chat.title or "", turn.language)
        await turn.do(asking, house=True)


async def _served(message: Message, turn: Turn, want: Asked) -> None:
    ticket = await _ticket_at(turn, want.about)
    if want.to_bot and not want.ordered:
        await _added(message, turn, want.words, ticket)
    elif ticket is not None and not want.to_bot:
        await _known(message, turn, want, ticket)
    elif (said := whole(want, turn.visitor.name)).empty:
        _say(turn, message, "tg-group-how")
    else:
        author = writer(want.about) if want.about and not want.to_bot else None
        await _attempt(message, turn, OpenInGroup(said.text, said.attachments, said.origin, author))


async def _known(message: Message, turn: Turn, want: Asked, ticket: TicketId) -> None:
    """A message makes one ticket; what is said on the second request is added to that."""
    if want.words.empty:
        _say(turn, message, "tg-group-known", ticket)
        return
    await _added(message, turn, want.words, ticket)


async def _added(message: Message, turn: Turn, said: Heard, ticket: TicketId | None) -> None:
    if said.empty:
        turn.unheard(said)
    elif ticket is None:
        _say(turn, message, "tg-group-which")
    else:
        await _attempt(message, turn, SpeakInGroup(ticket, said.text, said.attachments, said.origin))


async def _attempt(message: Message, turn: Turn, command: OpenInGroup | SpeakInGroup) -> Outcome | None:
    try:
        return await turn.do(command)
    except Refusal as refusal:
        turn.turn_back()
        _refused(message, turn, refusal)
        return None


def _refused(message: Message, turn: Turn, refusal: Refusal) -> None:
    """What a form asks, and who somebody is, is no matter for a group: that is asked in their own chat."""
    if refusal.code is Code.FINAL:
        _say(turn, message, "tg-group-final")
    elif refusal.code in (Code.FIELD, Code.UNREGISTERED, Code.MISSING, Code.ROLE):
        _say(turn, message, "tg-group-alone")
    else:
        turn.show(
            "refused", code=refusal.code.value, params=dict(refusal.params), reply=message.message_id,
            language=turn.language,
        )  # fmt: skip


async def edited(message: Message, turn: Turn) -> None:
    """As in one's own chat: the ticket hears of it, and the group stays quiet."""
    if message.location is not None:
        return
    post = await turn.ask(PostAt(Door.TELEGRAM, turn.place, str(message.message_id)), turn.visitor)
    if post is None or post.own or post.ticket is None or post.message is None or writer(message) is None:
        return
    said = asked(message, await _me(message), turn.nouns).words
    await turn.attempt(EditInGroup(post.ticket, post.message, said.text, said.origin), quiet=True)


async def pressed(query: CallbackQuery, turn: Turn) -> None:
    """Buttons are for people's own chats: whoever presses a stray one in a group is told so, and nobody else."""
    turn.say("tg-group-press")


async def joined(event: ChatMemberUpdated, turn: Turn) -> None:
    """Added by somebody, or taken out again (Bot API, my_chat_member)."""
    old, new = event.old_chat_member.status, event.new_chat_member.status
    if new in OUT:
        await turn.do(EndGroupChat(Door.TELEGRAM, turn.place, put_out=True), house=True)
    elif new in IN and old not in IN:
        stand = await turn.ask(ReadGroupChat(Door.TELEGRAM, turn.place), turn.visitor)
        _once(turn, LINES[stand.asked], f"{stand.asked}:{event.date.timestamp():.0f}")
        if stand.asked != "off":
            title = event.chat.title or ""
            asking = AskGroupChat(Door.TELEGRAM, turn.place, title, turn.language, stand.company)
            await turn.do(asking, house=stand.asked != BOUND)


async def _ticket_at(turn: Turn, message: Message | None) -> TicketId | None:
    if message is None:
        return None
    post = await turn.ask(PostAt(Door.TELEGRAM, turn.place, str(message.message_id)), turn.visitor)
    return post.ticket if post else None


def _moved(message: Message) -> tuple[str, str] | None:
    """Both chats are told of it, each in its own way (Bot API, migrate_to_chat_id)."""
    here = str(message.chat.id)
    if message.migrate_to_chat_id:
        return here, str(message.migrate_to_chat_id)
    return (str(message.migrate_from_chat_id), here) if message.migrate_from_chat_id else None


def _say(turn: Turn, message: Message, text: str, ticket: TicketId | None = None) -> None:
    turn.show("say", text=text, values={}, reply=message.message_id, language=turn.language, ticket=ticket)


def _once(turn: Turn, text: str, how: str) -> None:
    turn.show("say", text=text, values={}, language=turn.language, once=f"group:{turn.place}:{how}")


async def _me(message: Message) -> User:
    assert message.bot is not None
    return await message.bot.me()
