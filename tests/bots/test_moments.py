"""How a time reads: the day, the time on the reader's wall, and whose wall that is."""

import pytest

from bots.moments import moment
from bots.wording import Words
from core.profile.schema import Profile

NOON = 1_790_856_000 * 1_000_000
"""2026-10-01 12:00 UTC."""


@pytest.mark.parametrize(
    ("language", "zone", "said"),
    [
        ("ru", "Europe/Moscow", "1 октября 2026, 15:00 (МСК)"),
        ("en", "Europe/Moscow", "1 October 2026, 15:00 (Moscow time)"),
        ("ru", "UTC", "1 октября 2026, 12:00 (UTC)"),
        ("ru", "Asia/Omsk", "1 октября 2026, 18:00 (UTC+6)"),
        ("en", "Asia/Kolkata", "1 October 2026, 17:30 (UTC+5:30)"),
        ("en", "America/St_Johns", "1 October 2026, 09:30 (UTC−2:30)"),
        ("en", "Pacific/Kiritimati", "2 October 2026, 02:00 (UTC+14)"),
    ],
)
def test_a_time_is_told_by_the_readers_clock(default_profile: Profile, language: str, zone: str, said: str) -> None:
    assert moment(Words(default_profile), language, zone, NOON) == said
