"""To whom a letter went beside the desk: colleagues who are to hear of the ticket too (A4)."""

from bots.email.address import Mailbox
from bots.email.here import Here
from bots.email.incoming.nature import reads_nothing
from bots.email.incoming.shapes import Letter
from bots.email.incoming.trust import Standing
from core.api.commands import Copies

MOST = 50


def copies(letter: Letter, recipients: tuple[str, ...], here: Here, standing: Standing) -> Copies | None:
    """Those in To and Cc that are people's, as far as an address shows it, and not the desk's own or the sender's.

    `recipients` are the envelope's: whatever was handed to us is an address of ours. Where no address is known as the
    desk's, the first one is, since the letter has come. Of a forged letter, nobody.
    """
    ours = {*recipients, *letter.recipients, letter.sender.mail.lower() if letter.sender else ""}
    own = [one for one in (here.desk, here.attach) if one]
    found = list(dict.fromkeys(one.mail.lower() for one in (*letter.to, *letter.cc)))
    others = [mail for mail in found if mail not in ours and not _of_the_desk(mail, own)]
    if len(others) == len(found):
        others = others[1:]
    wanted = [mail for mail in others if not reads_nothing(mail)]
    if not wanted or standing is Standing.FAILED:
        return None
    return Copies(tuple(wanted[:MOST]), standing is Standing.VERIFIED)


def _of_the_desk(mail: str, own: list[Mailbox]) -> bool:
    """With whatever stands behind a plus sign."""
    local, _, domain = mail.rpartition("@")
    bare = local.partition("+")[0]
    return any((bare, domain) == (one.local.partition("+")[0].lower(), one.domain.lower()) for one in own)
