"""Types of the fields that are read. A field of another type is passed over, as WeCom does, with a warning."""

from collections.abc import Callable
from typing import Any

Shape = Any  # int, str, list, dict; {name: Shape} for an object; [Shape] for a list of them

_PLAIN: Shape = {"content": str}
_MEDIA: Shape = {"media_id": str}
_OPTION: Shape = {"id": str, "text": str, "is_checked": bool}
_SELECTION: Shape = {
    "question_key": str, "title": str, "disable": bool, "option_list": [_OPTION], "selected_id": str,
}  # fmt: skip
_LINK: Shape = {"type": int, "url": str, "appid": str, "pagepath": str, "title": str}
_LINE: Shape = {"keyname": str, "value": str, "type": int, "url": str, "media_id": str, "userid": str}
CARD: Shape = {
    "card_type": str,
    "source": {"icon_url": str, "desc": str, "desc_color": int},
    "action_menu": {"desc": str, "action_list": [{"text": str, "key": str}]},
    "task_id": str,
    "main_title": {"title": str, "desc": str},
    "quote_area": _LINK | {"quote_text": str},
    "emphasis_content": {"title": str, "desc": str},
    "sub_title_text": str,
    "horizontal_content_list": [_LINE],
    "vertical_content_list": [{"title": str, "desc": str}],
    "jump_list": [_LINK],
    "card_action": _LINK,
    "card_image": {"url": str, "aspect_ratio": float},
    "image_text_area": _LINK | {"desc": str, "image_url": str},
    "button_list": [{"text": str, "style": int, "type": int, "key": str, "url": str, "replace_text": str}],
    "button_selection": _SELECTION,
    "select_list": [_SELECTION],
    "checkbox": {"question_key": str, "mode": int, "disable": bool, "option_list": [_OPTION]},
    "submit_button": {"text": str, "key": str},
    "replace_text": str,
}
_ARTICLE: Shape = {"title": str, "description": str, "url": str, "picurl": str}
_PAPER: Shape = {"title": str, "thumb_media_id": str, "content": str}
SEND: Shape = {
    "touser": str,
    "toparty": str,
    "totag": str,
    "chatid": str,
    "msgtype": str,
    "safe": int,
    "enable_id_trans": int,
    "enable_duplicate_check": int,
    "duplicate_check_interval": int,
    "text": _PLAIN,
    "markdown": _PLAIN,
    "markdown_v2": _PLAIN,
    "image": _MEDIA | {"base64": str, "md5": str},
    "voice": _MEDIA,
    "file": _MEDIA,
    "video": _MEDIA | {"title": str, "description": str},
    "textcard": {"title": str, "description": str, "url": str, "btntxt": str},
    "news": {"articles": [_ARTICLE]},
    "mpnews": {"articles": [_PAPER]},
    "miniprogram_notice": {"appid": str, "title": str},
    "template_card": CARD,
}
UPDATE: Shape = {
    "userids": [str],
    "partyids": [int],
    "tagids": [int],
    "atall": int,
    "agentid": int,
    "response_code": str,
    "enable_id_trans": int,
    "button": {"replace_name": str},
    "template_card": CARD,
}


def fitted(value: Any, shape: Shape, warn: Callable[[str], None], where: str = "") -> Any:
    """`value` without the fields that are of another type; None where it is itself."""
    match shape:
        case dict() if isinstance(value, dict):
            kept = {
                name: fitted(one, shape[name], warn, f"{where}.{name}".lstrip(".")) if name in shape else one
                for name, one in value.items()
            }
            return {name: one for name, one in kept.items() if one is not None}
        case list() if isinstance(value, list):
            fit = [fitted(one, shape[0], warn, f"{where}[{n}]") for n, one in enumerate(value)]
            return [one for one in fit if one is not None]
        case type() if _is(value, shape):
            return value
        case type() if shape is int and isinstance(value, str) and value.isdigit():
            warn(f"{where}: a number written as a text")  # Alertmanager writes agentid and safe so
            return int(value)
    warn(f"{where}: {type(value).__name__}")
    return None


def _is(value: Any, kind: type) -> bool:
    if kind is float:
        return isinstance(value, int | float)
    if isinstance(value, bool):
        return kind in (bool, int)
    return isinstance(value, kind) or (kind is bool and value in (0, 1))
