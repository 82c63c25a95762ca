"""`python -m bench [name…] [--profile]`: all of them when none is named."""

import argparse
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from bench import (
    business_time,
    chats,
    claims,
    drain,
    generated,
    intake,
    letters,
    lists,
    memory,
    notices,
    page,
    press,
    sweep,
)
from bench.ground import Soil
from bench.table import Table
from bots.wiring.serve import calm

BENCHES: dict[str, Callable[..., Iterator[Table]]] = {
    "intake": intake.run,
    "letters": letters.run,
    "press": press.run,
    "chats": chats.run,
    "claims": claims.run,
    "drain": drain.run,
    "notices": notices.run,
    "page": page.run,
    "business_time": business_time.run,
    "sweep": sweep.run,
    "generate": generated.run,
    "lists": lists.run,
    "memory": memory.run,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*BENCHES, []], metavar="name", help=", ".join(BENCHES))
    parser.add_argument("--profile", action="store_true", help="where the time goes, where a bench can tell")
    given = parser.parse_args()
    calm()
    for name in given.names or BENCHES:
        with tempfile.TemporaryDirectory() as folder:
            for table in BENCHES[name](Soil(Path(folder)), profile=given.profile):
                print(table, end="\n\n", flush=True)


if __name__ == "__main__":
    main()
