"""What Slack's answers mean for a delivery. https://docs.slack.dev/apis/web-api/rate-limits"""

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError, SlackRequestError

from bots.slack.said import said
from core.api.ports import Ending, Refused, RetryLater, Unsure

log = structlog.get_logger("slack")

SHUT = frozenset({"channel_not_found", "is_archived", "not_in_channel"})
"""One channel cannot be used; an operator opens it again, and the others go on."""
CLOSED = frozenset({
    "account_inactive", "token_revoked", "token_expired",
    "invalid_auth", "not_authed", "missing_scope", "team_access_not_granted", "org_login_required",
})  # fmt: skip
"""The door is shut for every message; an operator opens it again, so nothing is given up."""
TOO_MUCH = frozenset({"msg_too_long", "msg_blocks_too_long", "invalid_blocks", "invalid_blocks_format"})
VANISHED = frozenset({"message_not_found", "thread_not_found", "cant_update_message", "edit_window_closed"})
TROUBLED = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout", ""})
"""The work may or may not have been done; `""` is an answer that is no JSON."""
AFTER_CLOSED = 60.0


def ending(error: Exception) -> Ending:
    """The ending that an exception of a call stands for."""
    match error:
        case SlackApiError():
            return _refused(error)
        case aiohttp.ClientConnectorError():
            return RetryLater("Slack cannot be reached")
        case SlackRequestError():
            return RetryLater("the upload was not taken")
        case _:
            return Unsure(repr(error)[:300])


def _refused(error: SlackApiError) -> Ending:
    code, status = said(error), int(getattr(error.response, "status_code", 0))
    if code == "ratelimited" or status == 429:
        return RetryLater("too many requests", float(error.response.headers.get("Retry-After", 1)))
    if code in CLOSED or code in SHUT:
        log.error("the agents' channel cannot be used", alarm=True, reason=code)
        return RetryLater(code, AFTER_CLOSED, everyone=code in CLOSED)
    if code in TROUBLED or status >= 500:
        return RetryLater(code or f"HTTP {status}")
    return Refused(code)


def doubtful(error: Exception) -> bool:
    """Whether the work may have been done all the same, so that a repeat has to look first."""
    if isinstance(error, SlackApiError):
        return said(error) in TROUBLED
    return not isinstance(error, aiohttp.ClientConnectorError)
