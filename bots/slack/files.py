"""Contents of files that agents attach. https://docs.slack.dev/messaging/working-with-files"""

from collections.abc import AsyncIterator, Mapping

from slack_sdk.errors import SlackApiError
from yarl import URL

from bots.slack.said import said
from bots.slack.workspace import Workspace
from core.api.kinds import Door, Json
from core.api.ports import FetchFailed

CHUNK = 64 * 1024
GONE = frozenset({"file_not_found", "file_deleted"})
HTML = "text/html"


class SlackFiles:
    """Implements the port. The bot's token goes to Slack's own hosts only (faults E6)."""

    door = Door.SLACK

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._home = URL(workspace.client.base_url).origin()

    async def fetch(self, source: Json) -> AsyncIterator[bytes]:
        """Raises FetchFailed for what will never come; a page instead of the content means that it is not ours."""
        url = URL(str(source.get("url") or await self._url(str(source.get("id")))))
        async with self._workspace.session.get(url, headers=self._headers(url)) as answer:
            if answer.status in (404, 410):
                raise FetchFailed("gone")
            if answer.status in (401, 403) or (answer.content_type == HTML and source.get("type") != HTML):
                raise FetchFailed("forbidden")
            answer.raise_for_status()
            async for chunk in answer.content.iter_chunked(CHUNK):
                yield chunk

    def _headers(self, url: URL) -> Mapping[str, str]:
        host = url.host or ""
        slack = url.scheme == "https" and (host == "slack.com" or host.endswith(".slack.com"))
        if slack or (url.is_absolute() and url.origin() == self._home):
            return {"Authorization": f"Bearer {self._workspace.bot_token}"}
        return {}

    async def _url(self, id: str) -> str:
        try:
            file = (await self._workspace.client.files_info(file=id))["file"]
        except SlackApiError as error:
            if said(error) in GONE:
                raise FetchFailed("gone") from error
            raise
        url = file.get("url_private_download") or file.get("url_private")
        if not url:
            raise FetchFailed("forbidden")
        return str(url)
