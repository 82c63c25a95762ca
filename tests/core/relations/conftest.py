import pytest

from core.profile.schema import Profile
from tests.core.desks.made import EVERYTHING, desk, words

SERVICES = [{name: value for name, value in one.items() if name != "types"} for one in EVERYTHING["services"]]
TYPES = [
    *(one for one in EVERYTHING["types"] if one["id"] != "incident"),
    {"id": "problem", "label": words("Problem"), "role": "problem", "public": False},
    {"id": "incident", "label": words("Incident"), "role": "incident"},
    {"id": "fault", "label": words("Fault"), "role": "incident", "fields": ["why"]},
]


@pytest.fixture(scope="session")
def troubled() -> Profile:
    """A desk that knows problems and their incidents."""
    return desk(types=TYPES, services=SERVICES)


@pytest.fixture
def profile(troubled: Profile) -> Profile:
    return troubled
