"""Every channel there is, one line each."""

from collections.abc import Sequence

from bot.channels.browser.spec import SPEC as BROWSER
from bot.channels.spec import ChannelSpec
from bot.channels.telegram.spec import SPEC as TELEGRAM
from bot.channels.wecom.spec import SPEC as WECOM

CHANNELS: Sequence[ChannelSpec] = (
    BROWSER,
    TELEGRAM,
    WECOM,
)
