"""The desk as its file describes it. Names are handed on; each is defined in its room."""

from core.profile.check import Finding
from core.profile.load import inspect, load
from core.profile.nouns import Noun
from core.profile.schema import Profile

__all__ = [
    "Finding",
    "Noun",
    "Profile",
    "inspect",
    "load",
]
