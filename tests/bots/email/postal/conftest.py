"""A small desk that tells people by mail."""

from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from core.profile.load import load
from core.profile.schema import Profile
from tests.bots.email.postal.desk import MailDesk
from tests.core.house import House
from tests.e2e.variants import notices, variant


@pytest.fixture(scope="session")
def default_profile(tmp_path_factory: pytest.TempPathFactory) -> Profile:
    return load(Path(variant(tmp_path_factory.mktemp("profile"), notices("mail"))))


@pytest.fixture
def desk(sqlite_house: House) -> MailDesk:
    return MailDesk(sqlite_house)


@pytest.fixture
def desk_on(open_house: Callable[[sa.URL], House]) -> Callable[[sa.URL], MailDesk]:
    return lambda url: MailDesk(open_house(url))
