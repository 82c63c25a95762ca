"""What Slack never told of, written down as if it had: under ids by which what it tells later is a repeat (B8)."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bots.slack.reactions import Emoji, counts, micros
from bots.slack.receive import conversation
from bots.slack.rewritten import CHANGED, DELETED
from core.api.ports import Entry
from core.api.shapes import KnownWord, Reacted

Message = Mapping[str, Any]


def entry(event: Message, id: str) -> Entry:
    return Entry("slack", id, conversation(event), {"type": "event_callback", "event_id": id, "event": event})


def said(event: Message) -> Entry:
    return entry(event, f"{event['channel']}:{event['ts']}")


def changed(event: Message, word: KnownWord) -> Entry | None:
    """An edit that is newer than what is known; of earlier ones Slack keeps nothing."""
    mark = str((event.get("edited") or {}).get("ts") or "")
    if word.withdrawn or micros(mark) <= word.mark:
        return None
    told = {"type": "message", "subtype": CHANGED, "channel": event["channel"], "ts": mark, "message": event}
    return entry(told, f"{event['channel']}:{event['ts']}:edited:{mark}")


def gone(channel: str, thread: str, word: KnownWord) -> Entry:
    """Whoever took it away, it was its author's to take."""
    before = {"user": word.author, "ts": word.ref, "thread_ts": thread, "text": ""}
    told = {
        "type": "message", "subtype": DELETED, "channel": channel, "deleted_ts": word.ref, "previous_message": before,
    }  # fmt: skip
    return entry(told, f"{channel}:{word.ref}:deleted")


def reacted(
    channel: str, messages: Iterable[Message], known: Reacted, emoji: Emoji, bot_user: str
) -> Iterator[Entry]:  # fmt: skip
    """Put or taken off without a word; each once, until it changes again.

    Of many people Slack names only some, so that nobody's emoji is taken to be gone where it counts more than it names.
    """
    before = {(one.ref, one.name, one.who): one for one in known.reactions}
    for message in messages:
        ts = str(message["ts"])
        if micros(ts) < known.since:
            continue
        now, unnamed = _there(message)
        for name, who in sorted(now):
            old = before.get((ts, name, who))
            event = _event("reaction_added", channel, ts, name, who)
            if (old is None or not old.there) and counts(event, emoji, bot_user):
                yield entry(event, f"{channel}:{ts}:{name}:{who}:on:{old.at if old else 0}")
        for (ref, name, who), old in before.items():
            if ref == ts and old.there and (name, who) not in now and name not in unnamed:
                event = _event("reaction_removed", channel, ts, name, who)
                yield entry(event, f"{channel}:{ts}:{name}:{who}:off:{old.at}")


def _there(message: Message) -> tuple[set[tuple[str, str]], set[str]]:
    """Who has put what, and of what not everybody is named. A skin tone makes no difference."""
    now: set[tuple[str, str]] = set()
    unnamed: set[str] = set()
    for one in message.get("reactions") or []:
        name, users = str(one["name"]).partition("::")[0], list(one["users"])
        now |= {(name, str(user)) for user in users}
        unnamed |= {name} if int(one.get("count") or 0) > len(users) else set()
    return now, unnamed


def _event(kind: str, channel: str, ts: str, name: str, who: str) -> Message:
    return {"type": kind, "user": who, "reaction": name, "item": {"type": "message", "channel": channel, "ts": ts}}
