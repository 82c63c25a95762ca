"""What a mail server's answers mean for a delivery (faults D8, A9; codes: RFC 5321, 4.2, and RFC 3463).

250 after the dot                                    sent
4xx; no connection; lost before the dot              later
421                                                  later, everyone
AUTH, STARTTLS, a certificate or our sender refused  later, everyone, with an alarm
550, 551, 553 to RCPT with 5.1.x about the address   gone
any other 5xx                                        refused
lost between the dot and its answer                  unsure
"""

import re
import ssl

import structlog
from aiosmtplib import (
    SMTPDataError,
    SMTPException,
    SMTPRecipientRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)

from bots.email.dialogue import Doubtful
from core.api.ports import Ending, Gone, Refused, RetryLater, Unsure

log = structlog.get_logger("mail")

PAUSE = 60.0
BUSY = 421
UNKNOWN = {550, 551, 553}
NOBODY = re.compile(r"5\.1\.(0|1|2|3|4|6|10)\b")
"""What is wrong with the recipient's address; 5.1.7 and 5.1.8 are about the sender's (RFC 3463, 3.2; RFC 7505)."""
TOO_LARGE = 552
"""To MAIL with a SIZE (RFC 1870): about this letter; any other 5xx there is about us, and meets every letter."""


def ending(error: Exception) -> Ending:
    """The ending that an exception of a sending call stands for."""
    match error:
        case Doubtful():
            return Unsure(str(error))
        case SMTPSenderRefused() if 500 <= error.code < 600 and error.code != TOO_LARGE:
            return _shut(error)
        case SMTPSenderRefused() | SMTPRecipientRefused() | SMTPDataError():
            return _answered(error)
        case SMTPResponseException():
            return _shut(error)
        case _ if _insecure(error):
            return _shut(error)
        case _:
            return RetryLater("the mail server cannot be reached")


def _insecure(error: Exception) -> bool:
    """No line as secure as we want it: a certificate that does not fit, or aiosmtplib misses AUTH or STARTTLS."""
    return type(error) is SMTPException or isinstance(error, ssl.SSLError) or isinstance(error.__cause__, ssl.SSLError)


def said(error: Exception) -> str:
    code = f"{error.code} " if isinstance(error, SMTPResponseException) else ""
    return (code + " ".join(str(getattr(error, "message", "") or repr(error)).split()))[:300]


def _answered(error: SMTPResponseException) -> Ending:
    reason = said(error)
    if error.code == BUSY:
        return RetryLater(reason, PAUSE, everyone=True)
    if not 500 <= error.code < 600:
        return RetryLater(reason)
    if isinstance(error, SMTPRecipientRefused) and error.code in UNKNOWN and NOBODY.match(error.message):
        return Gone(reason)
    return Refused(reason)


def _shut(error: Exception) -> Ending:
    """The door is shut for every letter; an operator opens it again, so nothing is given up."""
    code = error.code if isinstance(error, SMTPResponseException) else 0
    if not 400 <= code < 500:
        log.error("the mail server does not let us in", alarm=True, reason=said(error))
    return RetryLater(said(error), PAUSE, everyone=True)
