"""What OpenPGP puts around signed words: lines that no person has written (RFC 9580, 7)."""

from collections.abc import Sequence
from itertools import pairwise

BEGINS, SIGNATURE, ENDS = (
    "-----BEGIN PGP SIGNED MESSAGE-----",
    "-----BEGIN PGP SIGNATURE-----",
    "-----END PGP SIGNATURE-----",
)
HEADERS = 5
LONGEST = 400
"""A signature of more lines is none."""


def armour(lines: Sequence[str]) -> set[int]:
    """Numbers of the lines. A signature that does not end is left alone."""
    marks = [(at, line.rstrip()) for at, line in enumerate(lines) if line.startswith("-----")]
    found: set[int] = set()
    for (at, mark), (end, after) in pairwise([*marks, (len(lines), "")]):
        if mark == BEGINS:
            head = next((n for n in range(at + 1, min(at + HEADERS, end)) if not lines[n].strip()), at)
            found |= set(range(at, head + 1))
        elif mark == SIGNATURE and after == ENDS and end - at < LONGEST:
            found |= set(range(at, end + 1))
    return found
