"""How people come in. A desk can change that between two of its lives, as an operator does who changes the settings."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Doors:
    """Telegram is polled or calls us, Slack comes over our sockets or by signed HTTP. Mail goes out in any case."""

    webhook: bool = False
    http: bool = False


ASKING = Doors()
CALLED = Doors(webhook=True, http=True)
