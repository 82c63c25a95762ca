"""Whether the other sides answer: what `check` asks of each, and a start asks too. Imports no chat's own library."""

from bots.email.mailer import Signing
from bots.settings import Settings
from bots.slack.workspace import Workspace, open_workspace
from bots.telegram.proof import proved
from core.api.profile import Profile
from core.profile.queues import channels


async def telegram(settings: Settings) -> None:
    if settings.telegram_token is not None:
        await proved(settings.telegram_token.get_secret_value(), settings.telegram_api_url)


async def slack(settings: Settings, profile: Profile | None) -> Workspace | None:
    """Without a profile only the common channel is looked for."""
    if settings.slack_bot_token is None or settings.slack_channel is None:
        return None
    app, signing = settings.slack_app_token, settings.slack_signing_secret
    return await open_workspace(
        settings.slack_bot_token.get_secret_value(),
        app.get_secret_value() if app else None,
        settings.slack_api_url,
        settings.slack_channel,
        signing.get_secret_value() if signing and settings.slack_over_http else None,
        {name: queue.private for name, queue in channels(profile).items()} if profile else None,
        settings.slack_usergroup,
    )


def signing(settings: Settings) -> Signing:
    return settings.dkim_key, settings.dkim_selector, settings.dkim_domain
