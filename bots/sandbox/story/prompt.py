"""After the story: the newcomer types into each side."""

import asyncio
import sys

from rich.console import Console
from rich.markup import escape

from bots.sandbox.story.client import Cast, Refused, Theatre
from bots.sandbox.story.people import People

HELP = """
[bold]Now it is your turn.[/] Everything goes through the real adapters.
  [cyan]c[/] TEXT      the customer writes            [cyan]c![/] BUTTON   the customer presses a button, by its text
  [magenta]a[/] TEXT      Anna writes in the thread      [magenta]a![/] claim    Anna takes the newest ticket
  [magenta]b[/] TEXT      Boris writes in the thread     [magenta]r[/] TEXT      Anna answers the customer
  [magenta]m[/] STATUS    Anna moves the ticket: in_progress, waiting, postponed, resolved, closed
  [blue]mail[/]        c /notices names an address; its letters are printed here, and their links work
  [bold]?[/] this help    [bold]q[/] stop
"""


async def converse(people: People, theatre: Theatre, cast: Cast, console: Console) -> None:
    """Reads lines until `q` or the end of the input; without a terminal it just stays up."""
    console.print(HELP)
    console.print(_for_scripts(theatre, cast))
    loop = asyncio.get_running_loop()
    while True:
        line = await loop.run_in_executor(None, sys.stdin.readline)
        if not line:
            await asyncio.Event().wait()
        if line.strip() == "q":
            return
        try:
            await _obey(people, theatre, cast, line.strip(), console)
        except (Refused, TimeoutError) as refused:
            console.print(f"[yellow]{escape(str(refused) or 'that did not work')}[/]")


async def _obey(people: People, theatre: Theatre, cast: Cast, line: str, console: Console) -> None:
    order, _, text = line.partition(" ")
    match order:
        case "c" if text:
            await people.writes(text)
        case "c!" if text:
            await _press(theatre, cast, text)
        case "a" | "b" if text:
            await people.agent_writes("ab".index(order), text)
        case "a!":
            await people.agent_presses(0, "v1:claim")
        case "r" if text:
            await people.agent_presses(0, "v1:reply")
            await people.agent_submits(0, text)
        case "m" if text:
            await people.agent_moves(0, text)
        case "":
            return
        case _:
            console.print(HELP)


async def _press(theatre: Theatre, cast: Cast, label: str) -> None:
    for message in reversed(await theatre.chat(cast.customer)):
        for button in (button for row in message["buttons"] for button in row):
            if button["text"].casefold() == label.casefold():
                await theatre.telegram(
                    f"/users/{cast.customer}/press", message_id=message["message_id"], data=button["data"]
                )
                return
    raise Refused(f"there is no button «{label}»")


def _for_scripts(theatre: Theatre, cast: Cast) -> str:
    customer = f"{theatre.telegram_url}/users/{cast.customer}"
    agent = f"{theatre.slack_url}/users/{cast.agents[0][0]}"
    return (
        "[dim]From another terminal:\n"
        f"  curl -s {customer}/text -H 'content-type: application/json' -d '{{\"text\": \"Hello\"}}'\n"
        f"  curl -s {customer}/chat\n"
        f"  curl -s {theatre.slack_url}/channels/{cast.channel}/messages\n"
        f"  curl -s {agent}/message -H 'content-type: application/json' "
        f'-d \'{{"channel": "{cast.channel}", "text": "Hi", "thread_ts": "…"}}\'[/]'
    )
