"""`python -m bots.sandbox.story cast|play`: makes the people of the demo; plays it, and lets the newcomer go on."""

import argparse
import asyncio
import json
import sys
from dataclasses import asdict

import aiohttp
from rich.console import Console

from bots.sandbox.story.client import Cast, Theatre
from bots.sandbox.story.people import People
from bots.sandbox.story.plot import play
from bots.sandbox.story.prompt import converse
from bots.sandbox.story.stage import Stage


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bots.sandbox.story", description=__doc__)
    parser.add_argument("act", choices=("cast", "play"))
    parser.add_argument("--telegram", required=True)
    parser.add_argument("--slack", required=True)
    parser.add_argument("--mail", required=True)
    parser.add_argument("--language", choices=("ru", "en"), default="ru")
    parser.add_argument(
        "--queue", action="append", default=[], help="a channel of a single queue; !NAME: a private one"
    )
    parser.add_argument("--cast", help="what `cast` printed")
    parser.add_argument("--once", action="store_true", help="end after the story")
    return parser.parse_args()


async def main(options: argparse.Namespace) -> None:
    async with aiohttp.ClientSession() as session:
        theatre = Theatre(session, options.telegram, options.slack, options.mail)
        if options.act == "cast":
            print(json.dumps(asdict(await theatre.engage(options.language, options.queue))), flush=True)
            return
        told = json.loads(options.cast)
        cast = Cast(told["customer"], told["customer_name"], tuple(map(tuple, told["agents"])), told["channel"])
        await _perform(theatre, cast, options)


async def _perform(theatre: Theatre, cast: Cast, options: argparse.Namespace) -> None:
    console = Console(highlight=False, soft_wrap=True)
    stage, people = Stage(theatre, cast, console), People(theatre, cast)
    async with asyncio.TaskGroup() as tasks:
        watching = tasks.create_task(stage.watch())
        await play(people, stage, options.language)
        if not options.once:
            await converse(people, theatre, cast, console)
        watching.cancel()


if __name__ == "__main__":
    try:
        asyncio.run(main(arguments()))
    except (KeyboardInterrupt, BrokenPipeError):
        sys.exit(0)
