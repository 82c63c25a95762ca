"""From a TOML file to a profile that may be trusted."""

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from core.errors import Misconfigured
from core.profile.check import check
from core.profile.finding import Finding
from core.profile.misread import misread
from core.profile.schema import Profile


def load(path: Path) -> Profile:
    """The profile in `path`. Raises Misconfigured with every finding when it does not pass."""
    profile, findings = inspect(path)
    if profile is None or findings:
        raise refused(path, findings)
    return profile


def refused(path: Path, findings: Sequence[Finding]) -> Misconfigured:
    return Misconfigured(f"The profile {path.name} does not pass:\n" + "\n".join(f"  {found}" for found in findings))


def inspect(path: Path) -> tuple[Profile | None, list[Finding]]:
    """The profile as far as it can be read, and everything that is wrong with it."""
    try:
        raw = path.read_bytes()
        said = tomllib.loads(raw.decode())
    except FileNotFoundError:
        return None, [Finding(path.name, "there is no such file", "Choose one from profiles/, or write its path")]
    except (OSError, UnicodeDecodeError) as error:
        return None, [Finding(path.name, f"cannot be read: {error}", "It must be a UTF-8 text file")]
    except tomllib.TOMLDecodeError as error:
        return None, [Finding(path.name, f"is not TOML: {error}", "Mend the line that it names")]
    return judge(said, hashlib.sha256(raw).hexdigest())


def judge(said: Mapping[str, Any], digest: str = "") -> tuple[Profile | None, list[Finding]]:
    """The profile that a parsed file says, as far as it can be read, and everything that is wrong with it."""
    try:
        profile = Profile.model_validate({**said, "digest": digest})
    except ValidationError as error:
        return None, [_finding(said, dict(detail)) for detail in error.errors()]
    return profile, check(profile, order=tuple(said))


def _finding(said: Mapping[str, Any], detail: dict[str, Any]) -> Finding:
    return Finding(_place(said, detail["loc"]) or "the file", *misread(detail))


def _place(said: Any, steps: Sequence[str | int]) -> str:
    """Entries by their id as everywhere else, or by their number where they have none."""
    place = ""
    for at, step in enumerate(step for step in steps if step != "[key]"):
        said = _inside(said, step)
        if isinstance(step, int):
            id = said.get("id", said.get("verb")) if isinstance(said, dict) and "id" not in steps[at + 1 :] else None
            place += f".{id}" if id else f"[{step + 1}]"
        else:
            place += f".{step}" if place else step
    return place


def _inside(said: Any, step: str | int) -> Any:
    known = step in said if isinstance(said, dict) else isinstance(said, list) and step in range(len(said))
    return said[step] if known else None
