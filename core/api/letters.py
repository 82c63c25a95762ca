"""What letters are kept with: bytes first, then rows. Names are handed on; each is defined in its room.

Apart from the other ports and light to import: a mail server's pipe starts a process for each letter.
"""

from core.inbox.mailboxes import Mailbox
from core.inbox.store import Entry
from core.relay.mailboxes import Mailboxes
from core.storage.files import Files, Stored, TooLarge

__all__ = [
    "Entry",
    "Files",
    "Mailbox",
    "Mailboxes",
    "Stored",
    "TooLarge",
]
