"""Topics of a private chat; https://core.telegram.org/bots/api#forumtopic"""

from dataclasses import dataclass

from bots.sandbox.telegram.refusal import Json

COLORS = (7322096, 16766590, 13338331, 9367192, 16749490, 16478047)
ICONS = {"💬": "5417915203100613993", "✍️": "5238156910363950406", "❓": "5377316857231450742",
         "🔥": "5312241539987020022", "✅": "5237699328843200968", "📁": "5357315181649076022"}  # fmt: skip


@dataclass(slots=True)
class Mode:
    """What the bot's owner has switched in BotFather: topics at all, and whether users may make them."""

    on: bool = False
    users: bool = True


@dataclass(slots=True)
class Topic:
    id: int
    name: str
    color: int
    icon: str = ""

    def summary(self) -> Json:
        icon = {"icon_custom_emoji_id": self.icon} if self.icon else {}
        return {"message_thread_id": self.id, "name": self.name, "icon_color": self.color} | icon
