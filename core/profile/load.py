"""From a TOML file to a profile that may be trusted."""

import hashlib
import tomllib
from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from core.errors import Misconfigured
from core.profile.check import Finding, check
from core.profile.check_time import check_time
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
    try:
        profile = Profile.model_validate(said | {"digest": hashlib.sha256(raw).hexdigest()})
    except ValidationError as error:
        return None, [_finding(dict(detail)) for detail in error.errors()]
    return profile, [*check(profile), *check_time(profile)]


def _finding(detail: dict[str, object]) -> Finding:
    place = ".".join(str(step) for step in detail["loc"])  # type: ignore[attr-defined]
    return Finding(place or "the file", str(detail["msg"]).lower(), f"It says {detail.get('input')!r:.80}")
