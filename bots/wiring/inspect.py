"""`zayavka check`: everything that can be wrong, tried one after the other."""

from functools import partial
from importlib.util import find_spec

from bots.email.mailer import probe
from bots.email.ways_in import imap_reader
from bots.email.ways_in.imap_account import account
from bots.email.ways_in.listen_address import listen_address
from bots.settings import Settings
from bots.slack.places import lacking
from bots.wiring import knocking
from bots.wiring.core import profile_path
from core.api.errors import Misconfigured
from core.api.profile import Profile, inspect
from core.storage import migrate
from core.storage.engine import normalise


async def inspect_all(settings: Settings) -> list[str]:
    """One line for each thing to mend; empty when the product can run."""
    profile, findings = inspect(profile_path(settings.profile))
    problems = [f"profile {found}" for found in findings]
    for look in (_database, _telegram, partial(_slack, profile=profile), _mail, _listener, _mailbox):
        try:
            await look(settings)
        except Misconfigured as problem:
            problems.append(str(problem))
    return problems


def remarks() -> list[str]:
    """What the product runs without, and would do more with."""
    filter = "Spam is known by the headers of mail servers only. To let the desk learn it, install zayavka[spam]"
    return [] if find_spec("sklearn") else [filter]


async def _database(settings: Settings) -> None:
    known = migrate.current(normalise(settings.database_url))
    migrate.refuse_newer(known)
    if known is not None and known != migrate.head():
        raise Misconfigured(f"The database is at {known}", "Run zayavka db upgrade")


async def _telegram(settings: Settings) -> None:
    await knocking.telegram(settings)


async def _slack(settings: Settings, profile: Profile | None) -> None:
    """Queues without their channels stop nothing, but for those that are private; they are told of all the same."""
    if workspace := await knocking.slack(settings, profile):
        await workspace.close()
        if problem := lacking(workspace.lacking):
            raise problem


async def _mail(settings: Settings) -> None:
    if settings.smtp_url is not None and settings.mail_from is not None:
        await probe(settings.smtp_url.get_secret_value(), settings.mail_from, knocking.signing(settings))


async def _listener(settings: Settings) -> None:
    if settings.mail_listen is not None:
        listen_address(settings.mail_listen)


async def _mailbox(settings: Settings) -> None:
    if settings.imap_url is not None:
        await imap_reader.probe(account(settings.imap_url.get_secret_value()))
