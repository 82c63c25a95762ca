"""An empty database of this version, migrated once for all the workers of a session."""

import fcntl
import os
import tempfile
from functools import cache
from pathlib import Path

from core.storage import migrate
from core.storage.engine import normalise
from tests.nursery import ADDRESS


@cache
def template() -> Path:
    """To be copied, and never to be opened."""
    shared = os.environ.get(ADDRESS)
    folder = Path(shared).parent if shared else Path(tempfile.mkdtemp())
    path = folder / "migrated.db"
    with (folder / "migrated.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            making = folder / "making.db"
            migrate.upgrade(normalise(f"sqlite:///{making}"))
            making.rename(path)
    return path
