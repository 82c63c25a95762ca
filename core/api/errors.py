"""What can go wrong. Names are handed on; each is defined in its room."""

from core.errors import Busy, Code, LeaseLost, Misconfigured, Poison, Refusal

__all__ = [
    "Busy",
    "Code",
    "LeaseLost",
    "Misconfigured",
    "Poison",
    "Refusal",
]
