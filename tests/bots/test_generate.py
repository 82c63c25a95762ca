"""`zayavka generate` from a shell: what it makes, the product's other commands can read."""

import json
from pathlib import Path

import sqlalchemy as sa

from tests.bots.test_cli import refused, zayavka


def test_a_base_is_made_and_the_other_commands_read_it(sqlite_url: sa.URL, tmp_path: Path) -> None:
    settings = {"database_url": str(sqlite_url), "profile": "telecom"}
    made = zayavka("generate", "--tickets", "300", "--seed", "7", folder=tmp_path, **settings)
    assert made.returncode == 0, made.stderr
    assert "300 tickets" in made.stdout and "rows a second" in made.stdout
    again = zayavka("generate", "--tickets", "300", folder=tmp_path, **settings)
    assert "The database holds 300 tickets already" in refused(again)
    assert zayavka("check", folder=tmp_path, **settings).stdout == "All is well.\n"
    shown = json.loads(zayavka("ticket", "show", "TS-300", "--json", folder=tmp_path, **settings).stdout)
    assert shown["subject"] and shown["messages"] and shown["history"][0]["kind"] == "TicketOpened"


def test_an_end_that_has_not_come_is_refused(sqlite_url: sa.URL, tmp_path: Path) -> None:
    """Rows of the future would come due at once."""
    command = ("generate", "--tickets", "5", "--until", "2199-01-01")
    assert "2199-01-01 has not come yet" in refused(zayavka(*command, folder=tmp_path, database_url=str(sqlite_url)))
