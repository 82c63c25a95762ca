"""What is said to one person at once: ephemeral messages, which may be lost (agreement 4)."""

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bots.slack.speech import Speech
from bots.slack.text import escaped
from bots.slack.wire import Place
from bots.wording import Words
from core.api.kinds import Door, Json, Prompt

log = structlog.get_logger("slack")


class Voice:
    def __init__(self, client: AsyncWebClient, words: Words, language: str) -> None:
        self._client = client
        self._words = words
        self._language = language

    def speech(self, language: str | None = None) -> Speech:
        """A stranger is spoken to in the desk's language."""
        return Speech(self._words, language or self._language)

    async def whisper(self, user: str, place: Place, text: str) -> None:
        try:
            await self._client.chat_postEphemeral(
                channel=place.channel, user=user, text=escaped(text), thread_ts=place.thread or None, parse="none"
            )
        except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
            log.info("a whisper was lost", user=user, reason=str(error)[:200])


def prompt(user: str, place: Place, text: str, dedupe: str) -> Prompt:
    """The same, kept with the unit of an inbox row and delivered by the relay."""
    content: Json = {"ephemeral": user, "thread": place.thread, "text": text}
    return Prompt(Door.SLACK, place.channel, content, dedupe)
