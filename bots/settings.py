"""Settings, read once and handed down: environment or `.env`, prefix `ZAYAVKA_`, every one optional."""

import re
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from yarl import URL

from core.api.errors import Misconfigured

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
TELEGRAM = "https://api.telegram.org"
SLACK = "https://slack.com/api/"
CHANNEL_ID = re.compile(r"[CG][A-Z0-9]{7,}")


class Settings(BaseSettings):
    """The whole tree. Field names are the variables without the prefix, in lower case."""

    model_config = SettingsConfigDict(
        env_prefix="ZAYAVKA_", env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True,
        env_ignore_empty=True,
    )  # fmt: skip

    profile: str = "default"
    language: Literal["ru", "en"] | None = None
    """The desk's first language, that of its shared channel, where it is not the profile's."""
    database_url: str = "sqlite:///zayavka.db"
    files_url: str = "var/files"
    secret: SecretStr | None = None
    web_url: str | None = None
    web_listen: str = "127.0.0.1:8080"
    telegram_token: SecretStr | None = None
    telegram_api_url: str = TELEGRAM
    telegram_mode: Literal["poll", "webhook"] = "poll"
    telegram_topics: bool = True
    """Whether each ticket gets a topic of its own, where the bot's topic mode is on."""
    slack_bot_token: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    slack_api_url: str = SLACK
    slack_channel: str | None = None
    """Where the cards stand of tickets whose queue has no channel of its own, by name or id."""
    slack_usergroup: str | None = None
    """A user group whose members are agents too, by handle or id; whoever is in a channel of the desk is one anyway."""
    smtp_url: SecretStr | None = None
    """smtp://user:password@host:port, smtps://…; the password is why it is a secret."""
    mail_from: str | None = Field(None, pattern=r"^[^@\s<>]+@[^@\s<>]+$")
    imap_url: SecretStr | None = None
    """imaps://user:password@host/INBOX: the mailbox that letters are read from."""
    mail_listen: str | None = None
    """lmtp://host:port, lmtp+unix:///path or smtp://host:port: where a mail server hands letters over."""
    mail_mb: int = Field(50, ge=1, le=500)
    """The greatest letter that is taken, in megabytes."""
    mail_attach: str | None = Field(None, pattern=r"^[^@\s<>]+@[^@\s<>]+$")
    """Where answers must go as well on desks that want it; support+attach@… of MAIL_FROM where it is not set."""
    mail_plus: bool = True
    """Whether the mail server delivers support+anything@… to support@…, so that addresses can carry tokens."""
    mail_authserv: str | None = None
    """The authserv-id in Authentication-Results of the desk's own mail server (RFC 8601); unset, nobody is believed."""
    dkim_key: str | None = None
    """The path of a private key in PEM: letters are signed with it. Unset, the mail server signs them or nobody."""
    dkim_selector: str | None = Field(None, pattern=r"^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$")
    dkim_domain: str | None = Field(None, pattern=r"^[A-Za-z0-9.-]+$")
    """That of MAIL_FROM where it is not set."""
    log: Literal["text", "json"] = "text"
    admins: Annotated[tuple[str, ...], NoDecode] = ()
    clock: str | None = Field(None, pattern=r"^file:.+")

    @field_validator("admins", "lookup_hosts", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return (
            tuple(part.strip().lower() for part in value.split(",") if part.strip())
            if isinstance(value, str)
            else value
        )

    @model_validator(mode="after")
    def _movable_clock_stays_at_home(self) -> Self:
        mail = [url.get_secret_value() for url in (self.smtp_url, self.imap_url) if url]
        urls = (self.telegram_api_url, self.slack_api_url, *mail)
        if self.clock and not all(URL(url).host in LOOPBACK for url in urls):
            raise ValueError("ZAYAVKA_CLOCK moves time, so every API URL must be on this machine")
        return self

    @model_validator(mode="after")
    def _slack_is_whole(self) -> Self:
        needed = {
            "ZAYAVKA_SLACK_BOT_TOKEN": self.slack_bot_token,
            "ZAYAVKA_SLACK_APP_TOKEN": self.slack_app_token or self.slack_signing_secret,
            "ZAYAVKA_SLACK_CHANNEL": self.slack_channel,
        }
        missing = [name for name, value in needed.items() if not value]
        if 0 < len(missing) < len(needed):
            raise ValueError(f"Slack needs all of its settings; {' and '.join(missing)} missing")
        return self

    lookup_token: SecretStr | None = None
    """Goes along with every look-up of orders, as a bearer's (E2)."""
    lookup_hosts: Annotated[tuple[str, ...], NoDecode] = ()
    """Hosts inside the house that the look-up may ask all the same; separated by commas (faults F7)."""

    @model_validator(mode="after")
    def _mail_is_whole(self) -> Self:
        if (self.smtp_url is None) != (self.mail_from is None):
            raise ValueError("mail needs both ZAYAVKA_SMTP_URL and ZAYAVKA_MAIL_FROM")
        if (self.dkim_key is None) != (self.dkim_selector is None):
            raise ValueError("signing letters needs both ZAYAVKA_DKIM_KEY and ZAYAVKA_DKIM_SELECTOR")
        return self

    @model_validator(mode="after")
    def _called_doors_have_an_address(self) -> Self:
        """Whoever wants to be called by Telegram or Slack must say where."""
        called = self.telegram_mode == "webhook" or self.slack_over_http
        if called and self.web_url is None:
            raise ValueError("webhooks need ZAYAVKA_WEB_URL, the address that Telegram and Slack can reach")
        return self

    @property
    def slack_over_http(self) -> bool:
        """With a signing secret and no app token Slack calls us; else we open a socket to it."""
        return self.slack_signing_secret is not None and self.slack_app_token is None

    @property
    def slack_channel_id(self) -> str | None:
        """Where the channel is named by its id; what id a name has, only Slack knows."""
        named = (self.slack_channel or "").removeprefix("#")
        return named if CHANNEL_ID.fullmatch(named) else None

    @property
    def tokens(self) -> bool:
        """Whether there is anything real to talk to; without tokens the sandbox plays."""
        given = (self.telegram_token, self.slack_bot_token, self.imap_url, self.mail_listen)
        return any(one is not None for one in given)

    @property
    def mail_bytes(self) -> int:
        return self.mail_mb * 1_000_000

    @property
    def files_path(self) -> Path:
        return Path(self.files_url.removeprefix("file://"))


def read(**given: object) -> Settings:
    """The settings. Raises Misconfigured, naming the variable; `given` wins over the environment."""
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        names = ["ZAYAVKA_" + str(step).upper() for step in first["loc"]]
        said = str(first["msg"]).removeprefix("Value error, ")
        raise Misconfigured(": ".join([*names, said])) from None
