"""What a message's thread says once a ticket was made from it: its number, and the way to its card (E15)."""

from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bots.slack.draw import Drawing
from bots.slack.posting import ERRORS, Posting
from bots.slack.speech import Speech
from bots.slack.staff import HOUSE
from bots.slack.text import context, escaped, mrkdwn
from bots.slack.verdict import ending
from core.api.kinds import Door, TicketId
from core.api.ports import Delivery, Ending, RetryLater
from core.api.queries import Ask, CardPlace

SOON = 2.0


async def tell_made(
    client: AsyncWebClient, ask: Ask, posting: Posting, home: str, delivery: Delivery, say: Speech
) -> Ending:  # fmt: skip
    """`home` is the agents' common channel."""
    content: Any = delivery.content
    place = await ask(CardPlace(TicketId(content["ticket"]), Door.SLACK, home), HOUSE)
    if place is None:
        return RetryLater("the card is not there yet", SOON)
    try:
        link = (await client.chat_getPermalink(channel=place[0], message_ts=place[1]))["permalink"]
    except ERRORS as error:
        return ending(error)
    line = f"🎫 {escaped(say('slack-made'))} <{link}|{escaped(str(content['number']))}>"
    return await posting.post(delivery, Drawing(line, [context(mrkdwn(line))], whole=line), content["thread"])
