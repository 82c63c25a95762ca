"""What Slack has refused a call with."""

from slack_sdk.errors import SlackApiError


def said(error: SlackApiError) -> str:
    """The code of a refusal; empty where Slack answered something else than its JSON."""
    data = error.response.data if hasattr(error.response, "data") else None
    return str(data.get("error", "")) if isinstance(data, dict) else ""
