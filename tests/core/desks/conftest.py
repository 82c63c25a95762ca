from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from core.profile.schema import Profile
from tests.core.desks.made import desk
from tests.core.house import House


@pytest.fixture(scope="session")
def everything() -> Profile:
    return desk()


@pytest.fixture
def profile(everything: Profile) -> Profile:
    return everything


@pytest.fixture
def version(house: House, tmp_path: Path) -> Iterator[Callable[..., House]]:
    """Opens another replica on the same base, with other tables of the profile."""
    made: list[House] = []

    def make(**says: Any) -> House:
        folder = tmp_path / f"version{len(made)}"
        folder.mkdir()
        made.append(House(house.url, desk(**says), folder))
        return made[-1]

    yield make
    for one in made:
        one.close()
