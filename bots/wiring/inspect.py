"""`zayavka check`: everything that can be wrong, tried one after the other."""

from bots.email.mailer import probe
from bots.settings import Settings
from bots.wiring import doors
from bots.wiring.core import profile_path
from core.api.errors import Misconfigured
from core.api.profile import inspect
from core.storage import migrate
from core.storage.engine import normalise


async def inspect_all(settings: Settings) -> list[str]:
    """One line for each thing to mend; empty when the product can run."""
    _, findings = inspect(profile_path(settings.profile))
    problems = [f"profile {found}" for found in findings]
    for look in (_database, _telegram, _slack, _mail):
        try:
            await look(settings)
        except Misconfigured as problem:
            problems.append(str(problem))
    return problems


async def _database(settings: Settings) -> None:
    known = migrate.current(normalise(settings.database_url))
    if known is not None and known != migrate.head():
        raise Misconfigured(f"The database is at {known}", "Run zayavka db upgrade")


async def _telegram(settings: Settings) -> None:
    if opened := await doors.telegram(settings):
        await opened[0].session.close()


async def _slack(settings: Settings) -> None:
    if workspace := await doors.slack(settings):
        await workspace.close()


async def _mail(settings: Settings) -> None:
    if settings.smtp_url is not None and settings.mail_from is not None:
        await probe(settings.smtp_url.get_secret_value(), settings.mail_from)
