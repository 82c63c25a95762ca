"""The Web API, as slack_sdk's client sees it: what is answered and what is refused."""

from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.standins.slack import Agent, SlackStandIn

pytest_plugins = ["tests.standins.slack_fixtures"]
pytestmark = pytest.mark.asyncio(loop_scope="module")

UNSEEN = "1.000001"


async def refusal(web: AsyncWebClient, method: str, **arguments: Any) -> str:
    """The error code of a call that must fail."""
    with pytest.raises(SlackApiError) as caught:
        await web.api_call(method, json=arguments)
    return str(caught.value.response["error"])


async def refusal_of_form(web: AsyncWebClient, method: str, **arguments: Any) -> str:
    with pytest.raises(SlackApiError) as caught:
        await web.api_call(method, params=arguments)
    return str(caught.value.response["error"])


async def test_a_token_must_be_there_be_right_and_be_of_the_right_kind(slack: SlackStandIn) -> None:
    for token, method, error in (
        (None, "auth.test", "not_authed"),
        ("xoxb-wrong", "auth.test", "invalid_auth"),
        (slack.app_token, "auth.test", "not_allowed_token_type"),
        (slack.bot_token, "apps.connections.open", "not_allowed_token_type"),
    ):
        with pytest.raises(SlackApiError) as caught:
            await AsyncWebClient(token, base_url=slack.api).api_call(method)
        assert caught.value.response["error"] == error


async def test_the_token_may_also_be_a_parameter(slack: SlackStandIn) -> None:
    async with aiohttp.ClientSession() as session:
        async with session.post(f"{slack.api}auth.test", data={"token": slack.bot_token}) as answer:
            assert (await answer.json())["ok"] is True


async def test_blocks_may_come_as_a_json_string_in_a_form(slack: SlackStandIn, triage: str) -> None:
    form = {"channel": triage, "text": "x", "blocks": '[{"type": "divider"}]', "token": slack.bot_token}
    async with aiohttp.ClientSession() as session:
        async with session.post(f"{slack.api}chat.postMessage", data=form) as answer:
            assert (await answer.json())["message"]["blocks"][0]["type"] == "divider"


async def test_the_app_learns_who_it_is(web: AsyncWebClient) -> None:
    me = await web.auth_test()
    bot = await web.bots_info(bot=me["bot_id"])
    team = await web.team_info()
    assert bot["bot"]["user_id"] == me["user_id"]
    assert team["team"]["id"] == me["team_id"]


async def test_people_are_found_by_id_and_by_address_until_they_leave(slack: SlackStandIn, web: AsyncWebClient) -> None:
    boris = await slack.agent("Борис", "Boris@Example.org", tz="Asia/Yekaterinburg")
    shown = (await web.users_info(user=boris.id, include_locale=True))["user"]
    assert (shown["real_name"], shown["tz_offset"], shown["locale"]) == ("Борис", 18000, "ru-RU")
    assert (await web.users_lookupByEmail(email="boris@example.ORG"))["user"]["id"] == boris.id
    assert boris.id in [one["id"] for one in (await web.users_list())["members"]]
    await slack.change_user(boris, deleted=True)
    assert (await web.users_info(user=boris.id))["user"]["deleted"] is True
    assert await refusal_of_form(web, "users.lookupByEmail", email="boris@example.org") == "users_not_found"
    assert await refusal_of_form(web, "users.info", user="U404") == "user_not_found"
    assert await refusal_of_form(web, "conversations.open", users=boris.id) == "user_disabled"


async def test_a_message_goes_through_its_life(web: AsyncWebClient, triage: str, slack: SlackStandIn) -> None:
    first = await web.chat_postMessage(channel=triage, text="one & <two>")
    assert first["message"]["bot_id"] and first["message"]["text"] == "one & <two>"
    await web.chat_update(channel=triage, ts=first["ts"], text="three")
    seen = next(one for one in await slack.messages(triage) if one["ts"] == first["ts"])
    assert (seen["plain"], seen["edited"]) == ("three", True)
    link = await web.chat_getPermalink(channel=triage, message_ts=first["ts"])
    assert first["ts"].replace(".", "") in link["permalink"]
    await web.chat_delete(channel=triage, ts=first["ts"])
    assert await refusal(web, "chat.update", channel=triage, ts=first["ts"], text="x") == "message_not_found"


async def test_posting_is_refused_where_the_bot_is_not(slack: SlackStandIn, web: AsyncWebClient, anna: Agent) -> None:
    public = await slack.channel("lobby", members=[anna], bot_member=False)
    secret = await slack.channel("board", members=[anna], bot_member=False, is_private=True)
    assert await refusal(web, "chat.postMessage", channel=public, text="x") == "not_in_channel"
    assert await refusal(web, "chat.postMessage", channel=secret, text="x") == "channel_not_found"
    assert await refusal(web, "chat.postMessage", channel="C404", text="x") == "channel_not_found"
    assert await refusal(web, "conversations.history", channel=public) == "not_in_channel"
    await web.conversations_join(channel=public)
    assert (await web.chat_postMessage(channel=public, text="x"))["ok"]


async def test_what_a_message_must_say(web: AsyncWebClient, triage: str) -> None:
    posted = await web.chat_postMessage(channel=triage, text="x" * 40_001)
    assert len(posted["message"]["text"]) == 40_000
    assert await refusal(web, "chat.postMessage", channel=triage) == "no_text"
    assert await refusal(web, "chat.postMessage", channel=triage, text="x", blocks={"type": "x"}) == (
        "invalid_blocks_format"
    )
    await web.chat_update(channel=triage, ts=posted["ts"], text="x" * 4000)
    assert await refusal(web, "chat.update", channel=triage, ts=posted["ts"], text="x" * 4001) == "msg_too_long"
    assert await refusal(web, "chat.postMessage", channel=triage, text="x", thread_ts=UNSEEN) == "thread_not_found"
    assert (
        await refusal(web, "chat.postMessage", channel=triage, text="x", markdown_text="y") == "markdown_text_conflict"
    )


async def test_the_app_changes_only_its_own_messages(web: AsyncWebClient, anna: Agent, triage: str) -> None:
    said = await anna.say(triage, "mine")
    assert await refusal(web, "chat.update", channel=triage, ts=said["ts"], text="x") == "cant_update_message"
    assert await refusal(web, "chat.delete", channel=triage, ts=said["ts"]) == "cant_delete_message"


async def test_missing_arguments_are_named_and_unknown_ones_are_noted(
    slack: SlackStandIn, web: AsyncWebClient, triage: str
) -> None:
    with pytest.raises(SlackApiError) as caught:
        await web.api_call("chat.update", json={"channel": triage, "text": "x"})
    assert caught.value.response["error"] == "invalid_arguments"
    assert "missing required field: ts" in caught.value.response["response_metadata"]["messages"][0]
    await web.chat_postMessage(channel=triage, text="x", client_msg_id="abc")
    noted = [one for one in await slack.violations() if one["kind"] == "unknown_argument"]
    assert [one["argument"] for one in noted] == ["client_msg_id"]
    assert await refusal(web, "chat.shout", text="x") == "unknown_method"


async def test_a_json_body_is_not_read_by_methods_that_take_forms(web: AsyncWebClient, slack: SlackStandIn) -> None:
    assert await refusal(web, "users.info", user="U1") == "invalid_arguments"
    assert "json_not_supported" in [one["kind"] for one in await slack.violations()]


async def test_a_thread_keeps_its_replies_and_their_metadata(web: AsyncWebClient, triage: str) -> None:
    parent = await web.chat_postMessage(channel=triage, text="card")
    note = {"event_type": "delivery", "event_payload": {"delivery_id": "d-1"}}
    reply = await web.chat_postMessage(channel=triage, text="reply", thread_ts=parent["ts"], metadata=note)
    await web.chat_postMessage(channel=triage, text="loud", thread_ts=parent["ts"], reply_broadcast=True)
    bare = (await web.conversations_replies(channel=triage, ts=parent["ts"]))["messages"]
    full = (await web.conversations_replies(channel=triage, ts=parent["ts"], include_all_metadata=True))["messages"]
    assert [one["text"] for one in bare] == ["card", "reply", "loud"]
    assert (bare[0]["reply_count"], "metadata" in bare[1], full[1]["metadata"]) == (2, False, note)
    history = [one["text"] for one in (await web.conversations_history(channel=triage, limit=2))["messages"]]
    assert history == ["loud", "card"]
    later = await web.conversations_replies(channel=triage, ts=parent["ts"], oldest=reply["ts"])
    assert [one["text"] for one in later["messages"]] == ["card", "loud"]
    assert await refusal_of_form(web, "conversations.replies", channel=triage, ts=UNSEEN) == "thread_not_found"
    broken = {"event_type": "x", "event_payload": "no object"}
    assert await refusal(web, "chat.postMessage", channel=triage, text="x", metadata=broken) == (
        "invalid_metadata_format"
    )


async def test_metadata_stays_through_an_edit_unless_it_is_given(web: AsyncWebClient, triage: str) -> None:
    note = {"event_type": "delivery", "event_payload": {"delivery_id": "d-2"}}
    posted = await web.chat_postMessage(channel=triage, text="x", metadata=note)
    assert (await web.chat_update(channel=triage, ts=posted["ts"], text="y"))["message"]["metadata"] == note
    cleared = await web.chat_update(channel=triage, ts=posted["ts"], text="z", metadata={})
    assert "metadata" not in cleared["message"]


async def test_blocks_stay_through_an_edit_of_the_text_until_an_empty_list_takes_them(
    slack: SlackStandIn, web: AsyncWebClient, triage: str
) -> None:
    header = {"type": "header", "text": {"type": "plain_text", "text": "card"}}
    ts = (await web.chat_postMessage(channel=triage, text="x", blocks=[header]))["ts"]
    kept = await web.chat_update(channel=triage, ts=ts, text="hidden")
    assert [one["type"] for one in kept["message"]["blocks"]] == ["header"]
    assert "text_hidden_by_the_blocks_that_stay" in [one["kind"] for one in await slack.violations()]
    bare = await web.chat_update(channel=triage, ts=ts, text="shown", blocks=[])
    assert "blocks" not in bare["message"]


async def test_history_comes_in_pages(slack: SlackStandIn, web: AsyncWebClient) -> None:
    long = await slack.channel("long")
    for n in range(5):
        await web.chat_postMessage(channel=long, text=str(n))
    texts: list[str] = []
    async for part in await web.conversations_history(channel=long, limit=2):
        texts += [one["text"] for one in part["messages"]]
    assert texts == ["4", "3", "2", "1", "0"]
    assert await refusal(web, "conversations.history", channel=long, cursor="zz") == "invalid_cursor"


async def test_reactions_are_added_once_and_taken_back_once(web: AsyncWebClient, triage: str) -> None:
    ts = (await web.chat_postMessage(channel=triage, text="x"))["ts"]
    mark = {"channel": triage, "timestamp": ts, "name": "eyes"}
    await web.reactions_add(**mark)
    assert await refusal(web, "reactions.add", **mark) == "already_reacted"
    got = await web.reactions_get(channel=triage, timestamp=ts)
    assert [one["name"] for one in got["message"]["reactions"]] == ["eyes"]
    await web.reactions_remove(**mark)
    assert await refusal_of_form(web, "reactions.remove", **mark) == "no_reaction"
    assert await refusal(web, "reactions.add", channel=triage, timestamp=UNSEEN, name="eyes") == "message_not_found"
    assert await refusal(web, "reactions.add", **(mark | {"name": "Глаза"})) == "invalid_name"


async def test_a_pin_is_set_once(web: AsyncWebClient, triage: str) -> None:
    ts = (await web.chat_postMessage(channel=triage, text="x"))["ts"]
    await web.pins_add(channel=triage, timestamp=ts)
    assert await refusal(web, "pins.add", channel=triage, timestamp=ts) == "already_pinned"


async def test_channels_are_listed_by_type_and_people_are_invited(
    slack: SlackStandIn, web: AsyncWebClient, anna: Agent
) -> None:
    room = await slack.channel("room")
    await web.conversations_invite(channel=room, users=anna.id)
    assert anna.id in (await web.conversations_members(channel=room))["members"]
    assert await refusal(web, "conversations.invite", channel=room, users=anna.id) == "already_in_channel"
    assert (await web.conversations_info(channel=room))["channel"]["is_member"] is True
    direct = (await web.conversations_open(users=anna.id))["channel"]["id"]
    ims = (await web.conversations_list(types="im"))["channels"]
    assert [one["id"] for one in ims if one["user"] == anna.id] == [direct]
    assert (await web.chat_postMessage(channel=anna.id, text="psst"))["channel"] == direct
    assert await refusal_of_form(web, "conversations.list", types="secret") == "invalid_types"


async def test_an_ephemeral_message_is_one_persons_and_in_no_history(
    slack: SlackStandIn, web: AsyncWebClient, anna: Agent, triage: str
) -> None:
    stranger = await slack.agent("Чужой")
    await web.chat_postEphemeral(channel=triage, user=anna.id, text="only you")
    assert (await anna.whispered("only you"))["channel"] == triage
    assert "only you" not in [one["plain"] for one in await slack.messages(triage)]
    assert await refusal(web, "chat.postEphemeral", channel=triage, user=stranger.id, text="x") == "user_not_in_channel"


async def test_a_file_goes_up_and_comes_down_with_the_token_only(
    slack: SlackStandIn, web: AsyncWebClient, triage: str
) -> None:
    parent = await web.chat_postMessage(channel=triage, text="card")
    done = await web.files_upload_v2(
        channel=triage, thread_ts=parent["ts"], filename="лог.txt", content="строка", initial_comment="the log"
    )
    info = (await web.files_info(file=done["file"]["id"]))["file"]
    posted = await slack.messages(triage, parent["ts"])
    assert info["shares"]["public"][triage][0]["ts"] == posted[1]["ts"]
    assert (posted[1]["text"], posted[1]["files"][0]["name"]) == ("the log", "лог.txt")
    async with aiohttp.ClientSession() as session:
        bearer = {"Authorization": f"Bearer {slack.bot_token}"}
        async with session.get(info["url_private_download"], headers=bearer) as answer:
            assert (await answer.read()).decode() == "строка"
        async with session.get(info["url_private"]) as answer:
            assert (answer.status, answer.content_type) == (200, "text/html")
    await web.files_delete(file=info["id"])
    assert await refusal_of_form(web, "files.info", file=info["id"]) == "file_deleted"
    assert await refusal_of_form(web, "files.info", file="F404") == "file_not_found"


async def test_an_upload_is_checked_when_it_is_completed(web: AsyncWebClient, triage: str) -> None:
    ticket = await web.files_getUploadURLExternal(filename="a.bin", length=3)
    unfinished = [{"id": ticket["file_id"]}]
    assert await refusal(web, "files.completeUploadExternal", files=unfinished, channel_id=triage) == "file_not_found"


async def test_a_message_shows_what_in_it_is_live(slack: SlackStandIn, web: AsyncWebClient, triage: str) -> None:
    posted = await web.chat_postMessage(channel=triage, text="<!here> <https://x.org|site> &lt;!channel&gt;")
    shown = next(one for one in await slack.messages(triage) if one["ts"] == posted["ts"])
    assert shown["active"] == {"mentions": ["<!here>"], "links": ["https://x.org"]}
    assert shown["plain"] == "@here site <!channel>"


async def test_the_log_keeps_each_call_without_its_token(slack: SlackStandIn, web: AsyncWebClient, triage: str) -> None:
    before = len(await slack.log())
    await web.chat_postMessage(channel=triage, text="for the log")
    (entry,) = await slack.log(after=before)
    assert (entry["method"], entry["status"], entry["answer"]["ok"]) == ("chat.postMessage", 200, True)
    assert entry["params"] == {"channel": triage, "text": "for the log"}
