"""How fast a group bears messages (platform.md A3)."""

from bots.telegram.channel import LIMITS
from core.clock import SECOND
from core.relay.pace import Pace

GROUP = "-1001"


def _sent(pace: Pace, many: int, key: str) -> list[int]:
    now, sent = 0, []
    for _ in range(many):
        sent.append(now)
        now += pace.spend(1, now, key)
    return sent


def test_a_group_gets_no_more_than_twenty_messages_in_any_minute() -> None:
    minute, sent = 60 * SECOND, _sent(Pace(LIMITS), 100, GROUP)
    assert max(sum(at <= other < at + minute for other in sent) for at in sent) <= 20
    assert sent[4] == 0, "a short conversation does not wait"
    assert sent[-1] < 7 * minute


def test_a_persons_own_chat_keeps_its_usual_pace() -> None:
    """Also that of somebody who has not been let in yet."""
    assert _sent(Pace(LIMITS), 33, "700")[-1] == 30 * SECOND
