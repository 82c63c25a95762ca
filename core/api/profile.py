"""The desk as its file describes it. Names are handed on; each is defined in its room."""

from core.calendar.desk import inspect, load
from core.profile.finding import Finding
from core.profile.nouns import Noun
from core.profile.schema import Profile

__all__ = [
    "Finding",
    "Noun",
    "Profile",
    "inspect",
    "load",
]
