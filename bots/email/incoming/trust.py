"""Whether the sender is who the letter says, as far as the one trusted server has checked (faults C9, RFC 8601).

Only headers that bear the pinned authserv-id count, and only where one place on the way wrote them: a second place
means that somebody else writes in that server's name, or that it lets others do so.
"""

from dataclasses import dataclass
from enum import StrEnum

from bots.email.incoming import results
from bots.email.incoming.results import Result
from bots.email.incoming.shapes import Letter

UNPINNED = "no-server-pinned"


class Standing(StrEnum):
    VERIFIED = "verified"
    UNVERIFIED = "unverified"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Trust:
    """`reason` is a code for cards and logs. `seen`: the trusted server spoke at all (C9: misconfiguration)."""

    standing: Standing
    reason: str
    seen: bool = True


def trust(letter: Letter, server: str | None) -> Trust:
    """`server` is the authserv-id of the desk's own mail server; unset, nobody is believed."""
    if not server:
        return Trust(Standing.UNVERIFIED, UNPINNED, seen=False)
    read = [(verdict.hops, results.read(verdict.value)) for verdict in letter.authentication]
    own = [(hops, one) for hops, one in read if one.server == server.strip().lower()]
    if not own:
        return Trust(Standing.UNVERIFIED, "no-results", seen=False)
    if len({hops for hops, _ in own}) > 1:
        return Trust(Standing.UNVERIFIED, "results-of-two-places")
    if letter.sender is None or letter.senders != 1:
        return Trust(Standing.UNVERIFIED, "not-one-sender")
    return _judged([found for _, one in own for found in one.results], letter.sender.domain)


def _judged(found: list[Result], domain: str) -> Trust:
    """DMARC decides where it has an opinion: it has looked at the other two (RFC 7489, 3.1)."""
    dmarc = {one.result for one in found if one.method == "dmarc" and _about(one, domain)}
    if dmarc & {"fail", "reject", "quarantine"}:
        return Trust(Standing.FAILED, "dmarc-fail")
    if dmarc == {"pass"}:
        return Trust(Standing.VERIFIED, "dmarc-pass")
    if any(
        one.method == "dkim" and one.result == "pass" and _aligned(one.domain("header.d", "header.i"), domain)
        for one in found
    ):
        return Trust(Standing.VERIFIED, "dkim-pass")
    spf = {
        one.result
        for one in found
        if one.method == "spf" and _aligned(one.domain("smtp.mailfrom", "smtp.mail"), domain)
    }
    if "fail" in spf:
        return Trust(Standing.FAILED, "spf-fail")
    return Trust(Standing.VERIFIED, "spf-pass") if spf == {"pass"} else Trust(Standing.UNVERIFIED, "nothing-aligned")


def _about(result: Result, domain: str) -> bool:
    """The server names the domain that it judged; if it is another than the sender's, somebody read another sender."""
    named = result.domain("header.from")
    return not named or named == domain


def _aligned(signer: str, domain: str) -> bool:
    """The sender's own domain or one above it. One below only through DMARC, which knows public suffixes."""
    return signer == domain or ("." in signer and domain.endswith(f".{signer}"))
