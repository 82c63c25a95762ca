"""What the forked processes find imported: all that the command imports for its subcommands, and the stand-ins.

And what each of them would read first: the texts, the names of the migrations, the drivers.
"""
# ruff: noqa: F401

from pathlib import Path

import uvicorn.loops.auto
import uvicorn.protocols.http.auto
import uvicorn.protocols.websockets.auto

import bots.cli.app
import bots.sandbox.mail.app
import bots.sandbox.mail.serving
import bots.sandbox.slack.app
import bots.sandbox.slack.hangup
import bots.sandbox.slack.standin
import bots.sandbox.telegram.app
import bots.wiring.core
import bots.wiring.customers
import bots.wiring.generate
import bots.wiring.groups
import bots.wiring.inspect
import bots.wiring.letter_now
import bots.wiring.pipe
import bots.wiring.profile_diff
import bots.wiring.serve
import bots.wiring.sla
import bots.wiring.tools
from bots.wording import Words
from core.profile.load import load
from core.storage import migrate
from core.storage.engine import normalise, reader

PROFILES = Path(__file__).parents[2] / "profiles"
for path in PROFILES.glob("*.toml"):
    Words(load(path))
migrate.head()
for url in ("sqlite:///nothing.db", "postgresql://postgres@127.0.0.1/postgres"):
    reader(normalise(url))
