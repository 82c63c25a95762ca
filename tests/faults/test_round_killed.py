"""C5, X6: a process killed in the middle of one answer for many leaves nobody out, and answers nobody twice."""

import signal
import subprocess
import time
from collections import Counter
from pathlib import Path

import pytest

from core.kinds import Door, TicketId, Visitor
from core.profile.load import load
from core.profile.schema import Profile
from core.tickets.handling import Triage
from core.tickets.relating import AnswerIncidents, TieProblem
from core.tickets.rounds import round_tickets, rounds
from tests.core.house import ANNA, House
from tests.nursery import started

MANY = 60
CHILD = """
import asyncio, sys
from pathlib import Path
import sqlalchemy as sa
from core.profile.load import load
from tests.core.house import House

house = House(sa.make_url(sys.argv[1]), load(Path("profiles/software.toml")), Path(sys.argv[2]))
print("ready", flush=True)
asyncio.run(house.jobs.rounds_due())
"""
ROOT = Path(__file__).parents[2]


@pytest.fixture
def profile(software: Profile) -> Profile:
    return software


@pytest.fixture(scope="session")
def software() -> Profile:
    return load(ROOT / "profiles" / "software.toml")


async def _problem(house: House) -> tuple[TicketId, list[TicketId]]:
    await house.staff()
    problem = await house.opened(ANNA, "Обмен не работает")
    await house.desk(Triage(problem, {"type": "problem"}), ANNA)
    found = [await house.opened(Visitor(Door.TELEGRAM, str(5000 + n), f"C{n}", "en")) for n in range(MANY)]
    for ticket in found:
        await house.desk(TieProblem(ticket, problem), ANNA)
    return problem, found


def _killed(house: House, folder: Path, after: int) -> bool:
    """Kills a replica once so many incidents were answered; whether it died in the middle of the round."""
    command = started("-c", CHILD, house.url.render_as_string(hide_password=False), str(folder))
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.readline()
        until = time.monotonic() + 20
        while len(house.rows(round_tickets)) < after and child.poll() is None and time.monotonic() < until:
            time.sleep(0.001)
        child.send_signal(signal.SIGKILL)
    return after <= len(house.rows(round_tickets)) < MANY


async def test_three_kills_in_the_middle_of_a_round_answer_each_incident_once(house: House, tmp_path: Path) -> None:
    problem, tickets = await _problem(house)
    await house.desk(AnswerIncidents(problem, "Исправлено", 0), ANNA)
    killed = [_killed(house, tmp_path, after) for after in (4, 16, 28)]
    assert any(killed), "every replica had finished before it was killed"
    await house.jobs.rounds_due()
    said = Counter(row.ticket_id for row in house.rows("messages") if row.by_staff and row.audience == "public")
    assert said == dict.fromkeys(tickets, 1)
    moved = Counter(row.ticket_id for row in house.rows("events", kind="StatusMoved"))
    assert moved == dict.fromkeys(tickets, 1)
    notices = Counter(row.ticket_id for row in house.outbox(kind="notice") if row.message_id)
    assert notices == dict.fromkeys(tickets, 1)
    assert len(house.rows(round_tickets)) == MANY and house.rows(rounds)[0].done_at is not None
    assert [row.kind for row in house.rows("events", kind="IncidentsAnswered")] == ["IncidentsAnswered"]
