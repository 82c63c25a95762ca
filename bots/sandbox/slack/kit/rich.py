"""Rich text. https://docs.slack.dev/reference/block-kit/blocks/rich-text-block"""

from bots.sandbox.slack.kit.schema import Check, boolean, integer, listed, one_of, shape, string, tagged
from bots.sandbox.slack.kit.texts import TYPE

T: dict[str, Check] = {"type": TYPE}
STYLE = shape(
    optional=dict.fromkeys(
        ("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink"), boolean
    )
)
STYLED: dict[str, Check] = {"style": STYLE}

PARTS = tagged(
    {
        "text": shape(T | {"text": string(shortest=1)}, STYLED),
        "link": shape(T | {"url": string(shortest=1)}, STYLED | {"text": string(), "unsafe": boolean}),
        "user": shape(T | {"user_id": string(shortest=1)}, STYLED),
        "usergroup": shape(T | {"usergroup_id": string(shortest=1)}, STYLED),
        "channel": shape(T | {"channel_id": string(shortest=1)}, STYLED),
        "team": shape(T | {"team_id": string(shortest=1)}, STYLED),
        "broadcast": shape(T | {"range": one_of("here", "channel", "everyone")}, STYLED),
        "emoji": shape(T | {"name": string(shortest=1)}, STYLED | {"unicode": string(), "skin_tone": integer(1, 6)}),
        "color": shape(T | {"value": string(shortest=1)}, STYLED),
        "date": shape(
            T | {"timestamp": integer(), "format": string(shortest=1)},
            STYLED | {"url": string(), "fallback": string()},
        ),
    }
)
SECTION = shape(T | {"elements": listed(PARTS, least=0)})
BORDER = {"border": integer(0, 1)}
RICH_TEXT_ELEMENT = tagged(
    {
        "rich_text_section": SECTION,
        "rich_text_list": shape(
            T | {"elements": listed(tagged({"rich_text_section": SECTION})), "style": one_of("bullet", "ordered")},
            BORDER | {"indent": integer(0, 8), "offset": integer(0)},
        ),
        "rich_text_quote": shape(T | {"elements": listed(PARTS, least=0)}, BORDER),
        "rich_text_preformatted": shape(T | {"elements": listed(PARTS, least=0)}, BORDER | {"language": string()}),
    }
)
