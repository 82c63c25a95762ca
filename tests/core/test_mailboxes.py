"""How far a mailbox has been read, committed with what this brought (faults A4)."""

import pytest

from core.errors import Code, Refusal
from core.inbox import store as inbox
from core.inbox.mailboxes import Mailbox, save
from core.inbox.store import Entry
from core.kinds import Instant
from core.relay.mailboxes import Mailboxes
from core.storage.unit import Unit
from tests.core.house import House

FAR: Instant = 2**62


def entry(id: str) -> Entry:
    return Entry("mail", id, "mail:ivan@example.org", {})


async def test_a_step_and_its_letters_are_one_commit(house: House) -> None:
    mailboxes, step = Mailboxes(house.hop), Mailbox("desk@host/INBOX", 2**32 - 1, 2**32 - 2, (3, 5))
    assert await mailboxes.find(step.name) is None
    assert await mailboxes.advance(step, [entry("1"), entry("2")]) == 2
    assert await mailboxes.advance(step, [entry("2")]) == 0
    assert await mailboxes.find(step.name) == step

    def undone(unit: Unit) -> None:
        save(unit, Mailbox(step.name, 1, 1))
        inbox.journal(unit, [entry("3")])
        raise Refusal(Code.CHANGED)

    with pytest.raises(Refusal):
        await house.hop.unit(undone)
    assert await mailboxes.find(step.name) == step
    assert [row.external_id for row in house.inbox()] == ["1", "2"]


async def test_what_is_here_is_known_whatever_has_become_of_it(house: House) -> None:
    mailboxes = Mailboxes(house.hop)
    await house.journal(entry("1"), entry("2"), Entry("telegram", "3", "c", {}))
    assert await mailboxes.known("mail", ["1", "3", "4"]) == {"1"}
    assert await mailboxes.known("mail", []) == set()


async def test_letters_are_remembered_when_other_inputs_are_forgotten(house: House) -> None:
    """A mailbox that is rebuilt shows every letter again, after any time."""
    await house.hop.unit(lambda unit: inbox.journal(unit, [entry("1"), Entry("web", "1", "c", {})], state="done"))
    assert await house.hop.unit(lambda unit: inbox.forget(unit, FAR)) == 1
    assert await house.journal(entry("1")) == 0
    assert await house.journal(Entry("web", "1", "c", {})) == 1
