"""`zayavka check`: everything that can be wrong, tried one after the other."""

from bots.settings import Settings
from bots.slack.workspace import open_workspace
from bots.telegram.bot import open_bot
from bots.wiring.core import profile_path
from core.api.errors import Misconfigured
from core.api.profile import inspect
from core.storage import migrate
from core.storage.engine import normalise


async def inspect_all(settings: Settings) -> list[str]:
    """One line for each thing to mend; empty when the product can run."""
    _, findings = inspect(profile_path(settings.profile))
    problems = [f"profile {found}" for found in findings]
    for look in (_database, _telegram, _slack):
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
    if settings.telegram_token is not None:
        bot, _ = await open_bot(settings.telegram_token.get_secret_value(), settings.telegram_api_url)
        await bot.session.close()


async def _slack(settings: Settings) -> None:
    if settings.slack_bot_token and settings.slack_app_token and settings.slack_channel:
        workspace = await open_workspace(
            settings.slack_bot_token.get_secret_value(),
            settings.slack_app_token.get_secret_value(),
            settings.slack_api_url,
            settings.slack_channel,
        )
        await workspace.close()
