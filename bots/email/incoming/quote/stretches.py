"""The text again from its lines: stretches that stay visible and stretches that are hidden (C10)."""

from collections.abc import Set
from itertools import groupby


def gaps(lines: list[str], hidden: Set[int]) -> set[int]:
    """Empty lines between hidden ones."""
    found: set[int] = set()
    run: list[int] = []
    for at, line in enumerate(lines):
        if at in hidden:
            found |= set(run) if run and run[0] - 1 in hidden else set()
            run = []
        elif line.strip():
            run = []
        else:
            run.append(at)
    return found


def stretches(lines: list[str], hidden: Set[int], rest: str) -> tuple[tuple[str, bool], ...]:
    """Runs of lines that are alike. `rest` goes with the last line."""
    whole = [line + "\n" for line in lines[:-1]] + [lines[-1] + rest]
    runs = groupby(enumerate(whole), key=lambda one: one[0] in hidden)
    return tuple((text, apart) for apart, run in runs if (text := "".join(line for _, line in run)))
