"""Which method is played by what. getUpdates is not here: it waits, and has a way of its own."""

from collections.abc import Callable
from typing import Any

from bots.sandbox.telegram.methods import gestures, media, messages, profile, queries, topics, webhooks
from bots.sandbox.telegram.methods.call import Call

Handler = Callable[[Call], Any]

HANDLERS: dict[str, Handler] = {
    "getMe": profile.get_me,
    "getChat": profile.get_chat,
    "getWebhookInfo": webhooks.get_webhook_info,
    "setWebhook": webhooks.set_webhook,
    "deleteWebhook": webhooks.delete_webhook,
    "setMyCommands": profile.set_my_commands,
    "getMyCommands": profile.get_my_commands,
    "deleteMyCommands": profile.delete_my_commands,
    "setMyName": profile.setter("name", 64),
    "getMyName": profile.getter("name"),
    "setMyDescription": profile.setter("description", 512),
    "getMyDescription": profile.getter("description"),
    "setMyShortDescription": profile.setter("short_description", 120),
    "getMyShortDescription": profile.getter("short_description"),
    "setChatMenuButton": profile.set_menu_button,
    "getChatMenuButton": profile.get_menu_button,
    "sendMessage": messages.send_message,
    "sendPhoto": media.send_media,
    "sendDocument": media.send_media,
    "sendVoice": media.send_media,
    "sendVideo": media.send_media,
    "sendAudio": media.send_media,
    "sendMediaGroup": media.send_media_group,
    "sendChatAction": gestures.send_chat_action,
    "editMessageText": messages.edit_text,
    "editMessageCaption": messages.edit_caption,
    "editMessageReplyMarkup": messages.edit_reply_markup,
    "deleteMessage": gestures.delete_message,
    "deleteMessages": gestures.delete_messages,
    "setMessageReaction": gestures.set_reaction,
    "answerCallbackQuery": queries.answer_callback_query,
    "getFile": media.get_file,
    "createForumTopic": topics.create,
    "editForumTopic": topics.edit,
    "deleteForumTopic": topics.delete,
    "getForumTopicIconStickers": topics.icons,
}
LIMITED = {name for name in HANDLERS if name.startswith(("send", "editMessage")) and name != "sendChatAction"}
