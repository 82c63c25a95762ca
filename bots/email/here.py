"""The desk as its letters name it: the addresses at which answers and reports come back to it."""

from dataclasses import dataclass
from typing import Literal

from bots.email.address import Mailbox
from bots.email.incoming.tokens import Purpose, Tokens
from core.api.kinds import TicketId

LOCAL = 64


@dataclass(frozen=True, slots=True)
class Here:
    """`attach` is the address that a reply must go to as well, where the desk wants one (A7).

    `plus`: the mail server delivers support+anything@ to support@, so that addresses can carry tokens.
    `agents`: what an agent's reply to a letter that called them is (faults F4).
    """

    desk: Mailbox
    tokens: Tokens
    attach: Mailbox | None = None
    plus: bool = True
    agents: Literal["off", "note", "answer"] = "off"

    def answers(self, ticket: TicketId) -> Mailbox | None:
        """Where an answer finds its ticket though its mail program drops every other trace (faults C7)."""
        return self._token(Purpose.REPLY, ticket)

    def calls(self, row: int) -> Mailbox | None:
        """Where an agent's reply to this delivery is known as theirs."""
        return self._token(Purpose.AGENT, row) if row and self.agents != "off" else None

    def returns(self, row: int) -> Mailbox | None:
        """Where a report on this delivery goes: the envelope's sender (VERP, faults C6). 0 is no row."""
        return self._token(Purpose.BOUNCE, row) if row else None

    def _token(self, purpose: Purpose, row: int) -> Mailbox | None:
        found = self.tokens.address(self.desk, purpose, row) if self.plus else None
        return found if found and len(found.local) <= LOCAL else None
