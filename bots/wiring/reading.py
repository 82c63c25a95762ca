"""Whoever reads letters, put together without any other door: a pipe has no time to import those."""

from bots.email.address import Mailbox, mailbox
from bots.email.here import Here
from bots.email.incoming.tokens import Tokens
from bots.email.intake import LetterReceiver
from bots.email.understanding.reader import MailReader, Manners
from bots.email.understanding.said import Bounds
from bots.wiring.core import Core
from bots.wiring.spam import suspects
from core.api.commands import Desk
from core.api.queries import Ask


def letter_receiver(core: Core, desk: Desk, ask: Ask) -> LetterReceiver:
    """Letters are read however they came: by a pipe too, which no setting names."""
    settings = core.settings
    chat = "telegram" in core.profile.doors and settings.telegram_token is not None
    manners = Manners(
        core.profile.languages[0],
        Bounds(core.profile.limits.body, core.profile.limits.file_bytes),
        settings.mail_authserv,
        settings.smtp_url is not None,
        chat,
    )
    return LetterReceiver(core.files, MailReader(desk, ask, core.words, mail_here(core), manners, suspects(core)))


def mail_here(core: Core) -> Here:
    """A desk without an address of its own takes letters all the same; none is an answer to one of its own then."""
    settings = core.settings
    desk = mailbox(settings.mail_from or "") or Mailbox("desk", "desk.invalid")
    attach = mailbox(settings.mail_attach or f"{desk.local.partition('+')[0]}+attach@{desk.domain}")
    wanted = attach if core.profile.mail.reply == "attach" else None
    return Here(desk, Tokens(core.secret, core.epoch), wanted, settings.mail_plus, core.profile.mail.agents)
