"""WeCom as a channel: a platform with three, which know people under the same accounts."""

from bot.channels.wecom.settings import WeComSettings

NAME = "wecom"  # the self-built app
BOT = "wecom_bot"
GROUP = "wecom_group"


def names_served(settings: WeComSettings) -> tuple[str, ...]:
    has = {
        NAME: any(corp.has_app for corp in settings.corps),
        BOT: any(corp.has_bot for corp in settings.corps),
        GROUP: any(corp.has_group for corp in settings.corps),
    }
    return tuple(name for name, there in has.items() if there)
