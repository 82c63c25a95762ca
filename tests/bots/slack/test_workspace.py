"""What is proved before anything runs, what errors mean, where the token goes, and that everything is drawn."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from fluent.syntax import ast, parse
from yarl import URL

from bots.slack.draw import DRAWN
from bots.slack.files import SlackFiles
from bots.slack.spoken import words
from bots.slack.text import pieces
from bots.slack.verdict import ending
from bots.slack.workspace import Workspace, open_workspace
from core.errors import Misconfigured
from core.outbox.endings import Refused, RetryLater, Unsure
from core.relay.channel import FetchFailed
from core.tickets.lifecycle import STAFF_VERBS
from tests.standins.slack import SlackStandIn

pytestmark = pytest.mark.asyncio(loop_scope="module")

ROOT = Path(__file__).parents[3]


async def misconfigured(slack: SlackStandIn, **given: Any) -> str:
    asked = {"bot_token": slack.bot_token, "app_token": slack.app_token, "api_url": slack.api, "channel": "desk"}
    with pytest.raises(Misconfigured) as caught:
        await open_workspace(**(asked | given))
    return str(caught.value)


async def test_a_channel_is_found_by_id_by_name_and_with_its_sign(slack: SlackStandIn) -> None:
    id = await slack.channel("desk")
    for channel in (id, "desk", "#desk"):
        workspace = await open_workspace(slack.bot_token, slack.app_token, slack.api.rstrip("/"), channel)
        assert (workspace.channel, workspace.team) == (id, "T0SANDBOX")
        await workspace.close()


async def test_what_is_wrong_with_the_settings_is_said_in_one_line(slack: SlackStandIn) -> None:
    await slack.channel("lonely", bot_member=False)
    assert "ZAYAVKA_SLACK_BOT_TOKEN: invalid_auth" in await misconfigured(slack, bot_token="xoxb-wrong")
    assert "ZAYAVKA_SLACK_APP_TOKEN" in await misconfigured(slack, app_token="xapp-wrong")
    assert "no Slack channel 'nowhere'" in await misconfigured(slack, channel="nowhere")
    assert "no Slack channel 'C0NOWHERE1'" in await misconfigured(slack, channel="C0NOWHERE1")
    assert "/invite" in await misconfigured(slack, channel="lonely")
    assert "ZAYAVKA_SLACK_API_URL" in await misconfigured(slack, api_url="http://127.0.0.1:9/api/")


async def test_the_channels_of_single_queues_are_found_and_what_is_wrong_with_them_is_said(slack: SlackStandIn) -> None:
    common = await slack.channel("common")
    many = [await slack.channel(f"q{number:03}") for number in range(3)]
    secret = await slack.channel("q-secret", is_private=True)
    await slack.channel("q-lonely", bot_member=False)
    await slack.channel("q-unseen", is_private=True, bot_member=False)
    queues = {"q000": False, many[1]: False, "q002": False, "q-secret": True}
    there = await open_workspace(slack.bot_token, slack.app_token, slack.api, common, queues=queues)
    assert there.places == {"q000": many[0], many[1]: many[1], "q002": many[2], "q-secret": secret}
    assert there.channels == (common, *(there.places[name] for name in queues))
    await there.close()
    for wrong, told in (
        ({"q-none": True, "q-nil": True}, "no Slack channel 'q-none', 'q-nil' that the bot can see"),
        ({"q-unseen": True}, "no Slack channel 'q-unseen'"),
        ({"q-lonely": True}, "The bot is not in the Slack channel 'q-lonely'. Write /invite"),
        ({"q000": True}, "Everybody of the workspace can read 'q000'"),
    ):
        assert told in await misconfigured(slack, channel=common, queues=wrong)
    assert "is common to all agents" in await misconfigured(slack, channel=secret, queues={"q-secret": True})


async def test_an_open_queue_does_without_its_channel_and_what_it_lacks_is_known(slack: SlackStandIn) -> None:
    common, there = await slack.channel("common-too"), await slack.channel("r-there")
    await slack.channel("r-lonely", bot_member=False)
    queues = dict.fromkeys(("r-there", "r-lonely", "r-none"), False)
    made = await open_workspace(slack.bot_token, slack.app_token, slack.api, common, queues=queues)
    assert made.places == {"r-there": there} and made.channels == (common, there)
    assert made.lacking == {"r-lonely": "outside", "r-none": "absent"}
    await made.close()


async def test_a_channel_on_a_later_page_of_a_large_workspace_is_found(slack: SlackStandIn) -> None:
    for number in range(505):
        await slack.channel(f"many-{number:03}", bot_member=False)
    last = await slack.channel("zzz-last")
    there = await open_workspace(slack.bot_token, slack.app_token, slack.api, "zzz-last")
    assert there.channel == last
    await there.close()


async def test_a_user_group_is_found_by_its_handle_and_by_its_id(slack: SlackStandIn) -> None:
    common, group = await slack.channel("common"), await slack.group("support-line")
    for named in ("support-line", "@support-line", group):
        there = await open_workspace(slack.bot_token, slack.app_token, slack.api, common, usergroup=named)
        assert there.usergroup == group
        await there.close()
    assert "no Slack user group 'nobody'" in await misconfigured(slack, channel=common, usergroup="nobody")
    await slack.fault("usergroups.list", "error", error="missing_scope")
    assert "usergroups:read" in await misconfigured(slack, channel=common, usergroup=group)


async def workspace(slack: SlackStandIn) -> Workspace:
    place = await slack.channel("errors")
    return await open_workspace(slack.bot_token, slack.app_token, slack.api, place)


async def test_every_answer_of_slack_has_its_ending(slack: SlackStandIn) -> None:
    there = await workspace(slack)
    plans: list[tuple[str, dict[str, Any], Any]] = [
        ("error", {"error": "not_in_channel"}, RetryLater("not_in_channel", 60.0)),
        ("error", {"error": "token_revoked"}, RetryLater("token_revoked", 60.0, everyone=True)),
        ("error", {"error": "internal_error"}, RetryLater("internal_error")),
        ("error", {"error": "restricted_action"}, Refused("restricted_action")),
        ("500", {}, RetryLater("HTTP 500")),
        ("429", {"retry_after": 7}, RetryLater("too many requests", 7.0)),
    ]
    for kind, more, wanted in plans:
        await slack.fault("chat.postMessage", kind, **more)
        with pytest.raises(Exception) as caught:
            await there.client.chat_postMessage(channel=there.channel, text="x")
        assert ending(caught.value) == wanted
    await slack.fault("chat.postMessage", "drop_after")
    with pytest.raises(aiohttp.ClientError) as cut:
        await there.client.chat_postMessage(channel=there.channel, text="x")
    assert isinstance(ending(cut.value), Unsure)
    await there.close()


async def test_the_bot_s_token_goes_to_slack_s_own_hosts_only(slack: SlackStandIn) -> None:
    there = await workspace(slack)
    files = SlackFiles(there)
    hosts = {
        "https://files.slack.com/x": True,
        "https://slack.com/x": True,
        f"{slack.url}/files-pri/x": True,
        "https://evilslack.com/x": False,
        "https://slack.com.evil.example/x": False,
        "http://files.slack.com/x": False,
        "http://127.0.0.1:1/x": False,
    }
    told = {url: bool(files._headers(_url(url))) for url in hosts}
    assert told == hosts
    with pytest.raises(FetchFailed, match="gone"):
        async for _ in files.fetch({"url": f"{slack.url}/files-pri/T-F0/download/a.png", "type": "image/png"}):
            pass
    with pytest.raises(FetchFailed, match="gone"):
        async for _ in files.fetch({"id": "F0"}):
            pass
    await there.close()


def _url(text: str) -> Any:
    return URL(text)


async def test_every_verb_of_the_agents_is_drawn() -> None:
    assert frozenset(STAFF_VERBS) == DRAWN


async def test_every_word_that_is_said_is_there_in_both_languages() -> None:
    """That every word which is there is said somewhere is a test of the house's shape."""
    source = "".join(path.read_text() for path in (ROOT / "bots/slack").rglob("*.py"))
    used = set(re.findall(r"""["'](slack-[a-z-]+)["']""", source)) - {"slack-action"}
    assert len(used) > 200
    for language in ("ru", "en"):
        entries = [one for file in (ROOT / f"locales/{language}").glob("*.ftl") for one in parse(file.read_text()).body]
        assert not [one for one in entries if isinstance(one, ast.Junk)]
        assert used <= {one.id.name for one in entries if isinstance(one, ast.Message)}


async def test_the_manifest_asks_for_what_is_called_and_no_more() -> None:
    manifest = json.loads((ROOT / "bots/slack/manifest.json").read_text())
    name = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["name"]
    assert manifest["display_information"]["name"] == name
    assert manifest["settings"]["socket_mode_enabled"] and manifest["settings"]["interactivity"]["is_enabled"]
    assert len(manifest["oauth_config"]["scopes"]["bot"]) == 14
    assert [one["command"] for one in manifest["features"]["slash_commands"]] == ["/zayavka"]
    assert "app_home_opened" in manifest["settings"]["event_subscriptions"]["bot_events"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("a &lt;b&gt; &amp;amp;", "a <b> &amp;"),
        ("<@U1> <@U2> <@U3|vera>", "@Анна @… @vera"),
        ("<#C1|общий> <!here> <!subteam^S1|@доктора>", "#общий @here @доктора"),
        ("<https://a.example/?x=1&amp;y=2>", "https://a.example/?x=1&y=2"),
        ("<https://a.example|вот> <mailto:a@b.c|a@b.c>", "вот (https://a.example) a@b.c"),
    ],
)
async def test_what_an_agent_typed_becomes_plain_words(typed: str, meant: str) -> None:
    assert words(typed, {"U1": "Анна"}.get) == meant


@pytest.mark.parametrize("text", ["", "слово", "а" * 10_000, "строка\n" * 900, "два " * 700, "я " * 5000 + "конец"])
async def test_pieces_are_short_enough_and_together_the_whole(text: str) -> None:
    cut = pieces(text, 1000)
    assert all(0 < len(piece) <= 1000 for piece in cut)
    assert "".join(cut) == text
