"""What of a posted message is live, and what a person reads."""

from dataclasses import dataclass
from typing import Any

import pytest

from bots.sandbox.slack.kinds import Message
from bots.sandbox.slack.kit.surfaces import check_message_blocks
from bots.sandbox.slack.mrkdwn import active
from bots.sandbox.slack.plain import plain

Json = dict[str, Any]
HOSTILE = "<!channel> <@U1|boss> <https://evil.example|your bank> <!subteam^S1> & <b>"


NAMES = {"U7": "Анна", "C7": "triage"}


@dataclass(frozen=True)
class Seen:
    mentions: list[str]
    links: list[str]
    plain: str


def seen(text: str = "", blocks: list[Json] | None = None, link_names: bool = False) -> Seen:
    body: Json = {"text": text, "blocks": check_message_blocks(blocks or [])}
    message = Message("1.000001", "C7", body, link_names=link_names)
    live = active(message)
    return Seen(live.mentions, live.links, plain(message, lambda subject: NAMES.get(subject, subject)))


def mrkdwn(text: str) -> list[Json]:
    return [{"type": "section", "text": {"type": "mrkdwn", "text": text}}]


def plain_text(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def rich(*parts: Json) -> list[Json]:
    return [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(parts)}]}]


LIVE: dict[str, tuple[str, list[str], list[str]]] = {
    "a person": ("<@U1>", ["<@U1>"], []),
    "a person with a label": ("<@U1|boss>", ["<@U1>"], []),
    "everybody": ("<!channel> <!here>", ["<!channel>", "<!here>"], []),
    "everyone": ("<!everyone>", ["<!everyone>"], []),
    "a group": ("<!subteam^S1|@ops>", ["<!subteam^S1>"], []),
    "a channel": ("<#C1|general>", ["<#C1>"], []),
    "a link": ("<https://x.org/a?b|c>", [], ["https://x.org/a?b"]),
    "a mail link": ("<mailto:a@x.org>", [], ["mailto:a@x.org"]),
    "a date with a link": ("<!date^1795312000^{date}^https://x.org|d>", [], ["https://x.org"]),
}
DEAD = [
    "@channel <channel> <@> <!> < !channel>",
    "https://bare.example",
    "&lt;!channel&gt; &lt;@U1&gt; &amp;lt;!here&amp;gt;",
    "a < b > c",
]


@pytest.mark.parametrize("what", LIVE)
def test_a_control_sequence_is_live_in_text_and_in_mrkdwn(what: str) -> None:
    text, mentions, links = LIVE[what]
    for shown in (seen(text), seen(blocks=mrkdwn(text))):
        assert (shown.mentions, shown.links) == (mentions, links)


@pytest.mark.parametrize("text", DEAD)
def test_other_text_is_dead(text: str) -> None:
    assert seen(text).mentions + seen(text).links == []


def test_plain_text_and_rich_text_keep_a_sequence_dead_and_show_it() -> None:
    for blocks in ([{"type": "section", "text": plain_text(HOSTILE)}], rich({"type": "text", "text": HOSTILE})):
        assert seen(blocks=blocks) == Seen([], [], HOSTILE)


def test_rich_text_is_live_where_an_element_says_so() -> None:
    parts = [
        {"type": "user", "user_id": "U7"},
        {"type": "usergroup", "usergroup_id": "S1"},
        {"type": "broadcast", "range": "here"},
        {"type": "link", "url": "https://x.org", "text": "site"},
    ]
    live = ["<@U7>", "<!subteam^S1>", "<!here>"]
    assert seen(blocks=rich(*parts)) == Seen(live, ["https://x.org"], "@Анна@S1@heresite")


def test_linked_names_make_bare_broadcasts_live() -> None:
    assert seen("@here a@here.org").mentions == []
    assert seen("@here a@here.org", link_names=True).mentions == ["<!here>"]


def test_a_markdown_blocks_links_are_live() -> None:
    assert seen(blocks=[{"type": "markdown", "text": "[site](https://x.org)"}]).links == ["https://x.org"]


def test_a_person_reads_names_labels_and_decoded_signs() -> None:
    text = "<@U7> &lt;b&gt; &amp;amp; <https://x.org|site> in <#C7>"
    assert seen(blocks=mrkdwn(text)).plain == "@Анна <b> &amp; site in #triage"


def test_blocks_hide_the_text_that_stands_in_for_them_but_its_mentions_notify() -> None:
    shown = seen("<!here> fallback", mrkdwn("body"))
    assert (shown.plain, shown.mentions) == ("body", ["<!here>"])
