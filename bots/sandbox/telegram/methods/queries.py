"""Answers to presses; https://core.telegram.org/bots/api#answercallbackquery"""

from bots.sandbox.telegram.methods.call import Call
from bots.sandbox.telegram.refusal import STALE_QUERY, bad
from bots.sandbox.telegram.utf16 import units

ANSWERABLE_FOR = 15.0
MAX_ANSWER = 200


def answer_callback_query(call: Call) -> bool:
    """The real limit is not published; presses were seen to go stale within 5 to 20 seconds."""
    query_id = call.get("callback_query_id")
    press = call.world.presses.get(query_id)
    if press is None or press.answered or call.world.clock.now() - press.at > ANSWERABLE_FOR:
        raise bad(STALE_QUERY)
    text = str(call.get("text") or "")
    if units(text) > MAX_ANSWER:
        raise bad("MESSAGE_TOO_LONG")
    press.answered = True
    toast = {"callback_id": query_id, "text": text, "alert": bool(call.get("show_alert"))}
    press.person.toasts.append(toast | ({"url": call.get("url")} if call.get("url") else {}))
    call.world.changes.fire()
    return True
