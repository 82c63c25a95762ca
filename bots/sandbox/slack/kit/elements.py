"""Interactive elements: fields and limits. https://docs.slack.dev/reference/block-kit/block-elements"""

import re

from bots.sandbox.slack.kit.schema import Check, also, anything, boolean, integer, listed, one_of, shape, string
from bots.sandbox.slack.kit.texts import (
    CONFIRM,
    DISPATCH,
    ID,
    OPTION_GROUPS,
    OPTIONS,
    TYPE,
    initial_among_options,
    option,
    plain,
)

BASE: dict[str, Check] = {"action_id": ID, "confirm": CONFIRM}
FIELD: dict[str, Check] = BASE | {"focus_on_load": boolean, "placeholder": plain(150)}
MANY: dict[str, Check] = FIELD | {"max_selected_items": integer(1)}
FILTER = shape(
    optional={
        "include": listed(one_of("im", "mpim", "private", "public")),
        "exclude_bot_users": boolean,
        "exclude_external_shared_channels": boolean,
    }
)
DATE = string(pattern=re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"))
TIME = string(pattern=re.compile(r"([01]\d|2[0-3]):[0-5]\d"))
T: dict[str, Check] = {"type": TYPE}
CHOICES = listed(option(mrkdwn=True), most=10)


def _input(**own: Check) -> Check:
    return shape(T, FIELD | {"dispatch_action_config": DISPATCH} | own)


BUTTON = shape(
    T | {"text": plain(75)},
    BASE
    | {
        "url": string(3000),
        "value": string(2000),
        "style": one_of("primary", "danger"),
        "accessibility_label": string(75),
        "visible_to_user_ids": listed(string()),
        "agent_prompt": string(4000),
        "agent_prompt_display": anything,
    },
)
OVERFLOW = shape(T | {"options": listed(option(url=True), least=1, most=5)}, BASE)
STATIC_SELECT = also(
    shape(
        T,
        FIELD | {"options": OPTIONS, "option_groups": OPTION_GROUPS, "initial_option": option()},
        either=("options", "option_groups"),
    ),
    initial_among_options,
)
MULTI_STATIC_SELECT = also(
    shape(
        T,
        MANY | {"options": OPTIONS, "option_groups": OPTION_GROUPS, "initial_options": listed(option())},
        either=("options", "option_groups"),
    ),
    initial_among_options,
)
CHOOSERS: dict[str, Check] = {
    "button": BUTTON,
    "overflow": OVERFLOW,
    "static_select": STATIC_SELECT,
    "external_select": shape(T, FIELD | {"min_query_length": integer(0), "initial_option": option()}),
    "users_select": shape(T, FIELD | {"initial_user": string()}),
    "channels_select": shape(T, FIELD | {"initial_channel": string(), "response_url_enabled": boolean}),
    "conversations_select": shape(
        T,
        FIELD
        | {
            "initial_conversation": string(),
            "default_to_current_conversation": boolean,
            "response_url_enabled": boolean,
            "filter": FILTER,
        },
    ),
    "datepicker": shape(T, FIELD | {"initial_date": DATE}),
    "timepicker": shape(T, FIELD | {"initial_time": TIME, "timezone": string()}),
    "datetimepicker": shape(
        T, BASE | {"focus_on_load": boolean, "initial_date_time": integer(1_000_000_000, 9_999_999_999)}
    ),
    "checkboxes": also(
        shape(
            T | {"options": CHOICES},
            BASE | {"focus_on_load": boolean, "initial_options": CHOICES},
        ),
        initial_among_options,
    ),
    "radio_buttons": also(
        shape(
            T | {"options": CHOICES},
            BASE | {"focus_on_load": boolean, "initial_option": option(mrkdwn=True)},
        ),
        initial_among_options,
    ),
}
MULTIPLE: dict[str, Check] = {
    "multi_static_select": MULTI_STATIC_SELECT,
    "multi_external_select": shape(T, MANY | {"min_query_length": integer(0), "initial_options": listed(option())}),
    "multi_users_select": shape(T, MANY | {"initial_users": listed(string(), least=0)}),
    "multi_channels_select": shape(T, MANY | {"initial_channels": listed(string(), least=0)}),
    "multi_conversations_select": shape(
        T,
        MANY
        | {
            "initial_conversations": listed(string(), least=0),
            "default_to_current_conversation": boolean,
            "filter": FILTER,
        },
    ),
}
TYPED: dict[str, Check] = {
    "plain_text_input": _input(
        initial_value=string(3000), multiline=boolean, min_length=integer(0, 3000), max_length=integer(1, 3000)
    ),
    "email_text_input": _input(initial_value=string()),
    "url_text_input": _input(initial_value=string()),
    "number_input": shape(
        T | {"is_decimal_allowed": boolean},
        FIELD
        | {
            "dispatch_action_config": DISPATCH,
            "initial_value": string(),
            "min_value": string(),
            "max_value": string(),
        },
    ),
    "rich_text_input": _input(initial_value=anything, min_lines=integer(1), max_lines=integer(1)),
    "file_input": shape(T, {"action_id": ID, "filetypes": listed(string()), "max_files": integer(1, 10)}),
}
SECTION_ONLY = CHOOSERS | MULTIPLE
INPUT: dict[str, Check] = {k: v for k, v in SECTION_ONLY.items() if k not in ("button", "overflow")} | TYPED
FEEDBACK_CHOICE = shape({"text": plain(75), "value": string(2000)}, {"accessibility_label": string(75)})
CONTEXT_ACTIONS: dict[str, Check] = {
    "feedback_buttons": shape(
        T | {"positive_button": FEEDBACK_CHOICE, "negative_button": FEEDBACK_CHOICE}, {"action_id": ID}
    ),
    "icon_button": shape(
        T | {"icon": one_of("trash"), "text": plain(75)},
        BASE | {"value": string(2000), "accessibility_label": string(75), "visible_to_user_ids": listed(string())},
    ),
}
