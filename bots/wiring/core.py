"""The ticket core on its database, before any door is open. Imports no chat library, so that scripts answer at once."""

import asyncio
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO

import psycopg
import sqlalchemy as sa

from bots.settings import Settings
from bots.wiring.presence import Presence
from bots.wording import Words
from core.api.errors import Misconfigured
from core.api.kinds import Clock
from core.api.profile import Profile, load
from core.inbox import store as inbox
from core.outbox import reactions
from core.people import groups, registration
from core.search import catchup
from core.storage import instance, migrate
from core.storage.bells import Bells
from core.storage.engine import lock_instance, normalise
from core.storage.files import Files
from core.storage.hop import Hop
from core.storage.unit import Unit
from core.tickets import files as attachments

PROFILES = Path(__file__).parent.parent.parent / "profiles"


@dataclass(slots=True)
class Core:
    """`serve`d or merely looked at: what every door and every script needs."""

    settings: Settings
    profile: Profile
    words: Words
    hop: Hop
    files: Files
    epoch: str
    secret: str
    owner: str
    alone: bool
    lock: IO[str] | None
    presence: Presence | None = None

    def close(self) -> None:
        self.hop.close()
        if self.presence is not None:
            self.presence.close()
        if self.lock is not None:
            self.lock.close()


def profile_path(name: str) -> Path:
    """A name means a file of `profiles/`; anything with a dot or a slash is a path."""
    return Path(name) if "/" in name or name.endswith(".toml") else PROFILES / f"{name}.toml"


def _spoken(profile: Profile, first: str | None) -> Profile:
    if first is None or first not in profile.languages:
        return profile
    others = tuple(language for language in profile.languages if language != first)
    return profile.model_copy(update={"languages": (first, *others)})


def upgrade(settings: Settings) -> str:
    """Migrates the database; says at which revision it stands."""
    url = normalise(settings.database_url)
    migrate.upgrade(url)
    return migrate.current(url) or "empty"


def vet(settings: Settings) -> None:
    """What can be found wrong without opening a door: profile, database URL, a database that does not answer."""
    load(profile_path(settings.profile))
    migrate.current(normalise(settings.database_url))


async def open_core(settings: Settings, *, serve: bool) -> Core:
    """The core on its migrated database. `serve` takes the instance lock and what a dead predecessor held."""
    profile = _spoken(load(profile_path(settings.profile)), settings.language)
    url = normalise(settings.database_url)
    lock = lock_instance(url) if serve else None
    alone = url.get_backend_name() == "sqlite"
    try:
        await asyncio.to_thread(migrate.upgrade, url)
        presence = await asyncio.to_thread(Presence.begun, url) if serve and not alone else None
        hop = Hop(url, Clock(settings.clock), Bells())
        begin = partial(_begun, settings=settings, profile=profile, serve=serve, alone=alone, presence=presence)
        epoch, made = await _settled(hop, begin, presence)
    except (sa.exc.OperationalError, psycopg.OperationalError) as error:
        told = error.orig if isinstance(error, sa.exc.OperationalError) else error
        raise Misconfigured(f"The database does not answer: {told}", "Check ZAYAVKA_DATABASE_URL") from error
    owner = f"{os.getpid()}-{secrets.token_hex(4)}"
    files = Files(settings.files_path)
    secret = settings.secret.get_secret_value() if settings.secret else made
    return Core(settings, profile, Words(profile), hop, files, epoch, secret, owner, alone, lock, presence)


def _begun(
    unit: Unit, settings: Settings, profile: Profile, presence: Presence | None, *, serve: bool, alone: bool
) -> tuple[str, str]:
    """The epoch and the secret, once what the settings say of people and the profile of groups is so."""
    registration.appoint(unit, settings.admins, profile)
    groups.agree(unit, profile)
    catchup.agree(unit)
    if serve:
        instance.agree_on_profile(unit, profile.digest, alone=alone or (presence is not None and presence.alone))
        reactions.begin(unit)
        if alone:
            inbox.release(unit)
            attachments.release(unit)
    return instance.epoch(unit), instance.secret(unit)


async def _settled(
    hop: Hop, begin: Callable[[Unit], tuple[str, str]], presence: Presence | None
) -> tuple[str, str]:  # fmt: skip
    """Others may come when it is agreed on; who may not serve keeps nobody from it."""
    try:
        found = await hop.unit(begin)
        if presence is not None:
            presence.settled()
    except BaseException:
        if presence is not None:
            presence.close()
        raise
    return found
