"""What a bot implements, and what it journals with. Names are handed on; each is defined in its room."""

from core.inbox.store import Claimed, Entry
from core.outbox.endings import Ending, Gone, Refused, RetryLater, Sent, Unsure
from core.relay.channel import Channel, Delivery, Fetcher, FetchFailed, FileContent, Limits
from core.relay.receive import Journal, Receiver
from core.spam.filter import Suspects, trusting

__all__ = [
    "Channel",
    "Claimed",
    "Delivery",
    "Ending",
    "Entry",
    "FetchFailed",
    "Fetcher",
    "FileContent",
    "Gone",
    "Journal",
    "Limits",
    "Receiver",
    "Refused",
    "RetryLater",
    "Sent",
    "Suspects",
    "Unsure",
    "trusting",
]
