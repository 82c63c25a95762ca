"""A company's group chat among the agents: let in, given to a company, disconnected; by administrators alone (X1)."""

import asyncio
from typing import Any

import pytest

from core.customers.commands import AddCompany
from core.kinds import Door, System
from core.people.group_commands import AskGroupChat
from core.profile.schema import Profile, Telegram
from tests.bots.slack.bureau import promoted
from tests.bots.slack.office import Office
from tests.standins.slack import Json

pytestmark = pytest.mark.asyncio(loop_scope="module")

DOOR = System("telegram")
TITLE = "ООО <!channel> *Ромашка*"
