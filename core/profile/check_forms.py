"""Forms longer than their channel can draw. Figures: docs.slack.dev/reference/block-kit, core.telegram.org/bots/api."""

from collections.abc import Iterator

from core.profile.finding import Finding
from core.profile.schema import Profile

MODAL = 100
"""Blocks of a Slack modal."""
OWN = 15
"""Of them a form itself takes: subject, description, triage, and the links to customers (B4)."""
MENU = 100
"""Options of a Slack menu."""
KEYBOARD = 100
"""Buttons of a Telegram keyboard; a screen needs some to go on, back and away."""
STEPS = 3


def check_forms(profile: Profile) -> Iterator[Finding]:
    for type in profile.types:
        if len(type.fields) > MODAL - OWN:
            problem = f"asks {len(type.fields)} fields, and a Slack form has room for {MODAL - OWN}"
            yield Finding(f"types.{type.id}.fields", problem, "Ask less, or make two types of it")
    for table in ("statuses", "canned", "brands", "services", "sources"):
        count = len(getattr(profile, table))
        if count > MENU:
            yield Finding(table, f"has {count} entries, and a Slack menu has room for {MENU}", "Remove some")
    if "telegram" in profile.doors:
        yield from _keyboards(profile)


def _keyboards(profile: Profile) -> Iterator[Finding]:
    lists = [("categories", len(profile.categories))] if "category" in profile.opening.asks else []
    lists += [(f"fields.{one.id}.options", len(one.options)) for one in profile.fields if not one.agents_only]
    for place, count in lists:
        if count > KEYBOARD - STEPS:
            problem = f"has {count} entries, and a Telegram keyboard has room for {KEYBOARD - STEPS}"
            yield Finding(place, problem, "Remove some, or gather them")
