"""Makes methods.json, the bare facts of each Web API method: `python -m bots.sandbox.slack.distill PUBLISHED.json`."""

import json
import sys
from pathlib import Path
from typing import Any

CREDIT = (
    "Argument names, required arguments and rate tiers from slack-ruby/slack-api-ref, 2026-08-20, MIT, "
    "(c) 2015-2026 Daniel Doubrovkine, Artsy and contributors"
)


def facts(description: dict[str, Any]) -> dict[str, Any]:
    """What the stand-in checks of one method; prose and examples stay behind."""
    arguments = description["args"]
    return {
        "arguments": sorted(arguments["properties"]),
        "required": sorted(set(arguments.get("required", [])) - {"token"}),
        "tier": description.get("rate_limits"),
        "json": bool(description.get("json_input_supported")),
    }


def main() -> None:
    published = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    methods = {name: facts(description) for name, description in sorted(published.items())}
    lines = [f"  {json.dumps(name)}: {json.dumps(fact)}" for name, fact in methods.items()]
    print(f'{{\n "credit": {json.dumps(CREDIT)},\n "methods": {{\n' + ",\n".join(lines) + "\n }\n}")


if __name__ == "__main__":
    main()
