"""What agents see of how a row fared: beside the answer, or on the card (X4)."""

from core.outbox import fared
from core.outbox.corrections import uncorrected
from core.outbox.model import Kind, Row, State
from core.outbox.places import Switchboard
from core.outbox.retry import Decision
from core.storage.unit import Unit


def echo(unit: Unit, board: Switchboard, row: Row, decision: Decision) -> None:
    """An answer also while it waits and fails; other notices only when they fail.

    That nobody is reached there any more is on the card, whatever has shown it.
    """
    if row.ticket is None:
        return
    failed = decision.state not in (State.PENDING, State.SENT)
    if row.kind is Kind.EDIT and decision.state is not State.PENDING:
        fared.show(unit, board, row.ticket, row.message)
        if failed:
            uncorrected(unit, board, row)
    if row.kind is Kind.NOTICE:
        _notice(unit, board, row, decision, failed=failed)
    elif decision.state is State.GONE:
        fared.show(unit, board, row.ticket, None)


def _notice(unit: Unit, board: Switchboard, row: Row, decision: Decision, *, failed: bool) -> None:
    assert row.ticket is not None
    if not failed and not (row.message and (decision.state is State.SENT or decision.reason)):
        return
    fared.show(unit, board, row.ticket, row.message)
    if failed and row.message:
        fared.show(unit, board, row.ticket, None)
