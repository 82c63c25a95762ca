import pytest

from core.profile.schema import Profile
from tests.core.desks.made import desk


@pytest.fixture(scope="session")
def everything() -> Profile:
    return desk()
