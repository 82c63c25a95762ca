"""The desk's own filter for spam, where the library that it learns with is installed (`zayavka[spam]`)."""

from importlib.util import find_spec

from bots.wiring.core import Core
from core.api.ports import Suspects, trusting
from core.spam.filter import Filter, Learn

learn: Learn | None = None
if find_spec("sklearn"):
    from core.spam.learned import learned

    learn = learned


def suspects(core: Core) -> Suspects:
    return Filter(core.hop, learn) if learn is not None else trusting
