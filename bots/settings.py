"""Settings, read once and handed down: environment or `.env`, prefix `ZAYAVKA_`, every one optional."""

from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from yarl import URL

from core.api.errors import Misconfigured

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
TELEGRAM = "https://api.telegram.org"
SLACK = "https://slack.com/api/"


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
    slack_bot_token: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    slack_api_url: str = SLACK
    slack_channel: str | None = None
    smtp_url: SecretStr | None = None
    """smtp://user:password@host:port, smtps://…; the password is why it is a secret."""
    mail_from: str | None = Field(None, pattern=r"^[^@\s<>]+@[^@\s<>]+$")
    log: Literal["text", "json"] = "text"
    admins: Annotated[tuple[str, ...], NoDecode] = ()
    clock: str | None = Field(None, pattern=r"^file:.+")

    @field_validator("admins", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return (
            tuple(part.strip().lower() for part in value.split(",") if part.strip())
            if isinstance(value, str)
            else value
        )

    @model_validator(mode="after")
    def _movable_clock_stays_at_home(self) -> Self:
        mail = [self.smtp_url.get_secret_value()] if self.smtp_url else []
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

    @model_validator(mode="after")
    def _mail_is_whole(self) -> Self:
        if (self.smtp_url is None) != (self.mail_from is None):
            raise ValueError("mail needs both ZAYAVKA_SMTP_URL and ZAYAVKA_MAIL_FROM")
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
    def tokens(self) -> bool:
        """Whether there is anything real to talk to; without tokens the sandbox plays."""
        return self.telegram_token is not None or self.slack_bot_token is not None

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
