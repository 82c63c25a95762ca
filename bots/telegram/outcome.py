"""What Telegram's answers mean for a delivery (platform.md A4)."""

from aiogram.exceptions import (
    ClientDecodeError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiohttp import ClientConnectorError

from core.api.ports import Ending, Gone, Refused, RetryLater, Sent, Unsure

PAUSE = 60.0
NOBODY = ("chat not found", "user is deactivated", "PEER_ID_INVALID", "bot can't initiate conversation")
MISSING = ("message to edit not found", "message can't be edited", "MESSAGE_ID_INVALID")


def ending(error: Exception) -> Ending:
    """The ending that an exception of a sending call stands for."""
    match error:
        case TelegramRetryAfter():
            return RetryLater("too many requests", float(error.retry_after))
        case TelegramMigrateToChat():
            return RetryLater("the group has moved", moved=str(error.migrate_to_chat_id))
        case TelegramForbiddenError():
            return Gone(_short(error))
        case TelegramUnauthorizedError() | TelegramNotFound():
            return RetryLater("the bot's token is refused", PAUSE, everyone=True)
        case TelegramBadRequest():
            return _bad_request(_short(error))
        case ClientDecodeError():
            return Sent("")
        case TelegramEntityTooLarge():
            return Refused("too large for Telegram")
        case TelegramNetworkError() if isinstance(error.__cause__, ClientConnectorError):
            return RetryLater("Telegram cannot be reached")
        case _:
            return Unsure(_short(error))


def vanished(error: Exception) -> bool:
    """Whether a message that was to be edited is no longer there."""
    return isinstance(error, TelegramBadRequest) and any(mark in error.message for mark in MISSING)


def deleted(error: TelegramBadRequest) -> bool:
    """Whether a message that was to be deleted is gone already."""
    return any(mark in error.message for mark in ("message to delete not found", "MESSAGE_ID_INVALID"))


def undeletable(error: TelegramBadRequest) -> bool:
    """Whether a message is too old to be deleted (Bot API, deleteMessage)."""
    return "message can't be deleted" in error.message


def unpictured(error: TelegramBadRequest) -> bool:
    """Whether Telegram does not take the file for a picture: too narrow, broken; as a document it may go."""
    return any(mark in error.message for mark in ("PHOTO_", "IMAGE_", "photo", "image"))


def _bad_request(said: str) -> Ending:
    if "message is not modified" in said:
        return Sent("")
    if any(mark in said for mark in NOBODY):
        return Gone(said)
    return Refused(said)


def _short(error: Exception) -> str:
    return (getattr(error, "message", "") or repr(error))[:300]
