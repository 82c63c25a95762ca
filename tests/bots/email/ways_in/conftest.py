"""A real IMAP server, where this machine has one."""

from collections.abc import Iterator

import pytest

from tests.bots.email.ways_in.dovecot import BINARY, Dovecot, throw_away
from tests.conftest import REQUIRED


@pytest.fixture
def dovecot() -> Iterator[Dovecot]:
    """Skips loudly where there is none, and fails where ZAYAVKA_TEST_REQUIRE names imap."""
    if not BINARY.exists():
        reason = f"no {BINARY}: apt-get install dovecot-imapd"
        if "imap" in REQUIRED:
            pytest.fail(reason)
        pytest.skip(reason)
    with throw_away() as server:
        yield server
