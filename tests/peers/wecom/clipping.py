"""Advice about lengths: nothing is refused for it, but a phone shows no more."""

from typing import Any

from tests.peers.wecom.refusal import Json
from tests.peers.wecom.world import Transport, World

ADVICE: dict[str, tuple[int, int]] = {  # characters: (app and webhook, bot)
    "source.desc": (20, 13),
    "main_title.title": (36, 26),
    "main_title.desc": (44, 30),
    "emphasis_content.title": (14, 10),
    "emphasis_content.desc": (22, 15),
    "sub_title_text": (160, 112),
    "horizontal_content_list.keyname": (5, 5),
    "horizontal_content_list.value": (30, 26),
    "vertical_content_list.title": (36, 26),
    "vertical_content_list.desc": (160, 112),
    "jump_list.title": (18, 13),
    "button_list.text": (10, 10),
    "button_selection.option_list.text": (16, 10),
    "select_list.option_list.text": (16, 10),
    "checkbox.option_list.text": (17, 11),
    "submit_button.text": (10, 10),
}


def clipped(card: Json, transport: Transport) -> Json:
    """The card as a phone has room for it."""
    return dict(_clip(card, "", transport, []))


def watch(world: World, card: Json, transport: Transport) -> None:
    lost: list[str] = []
    _clip(card, "", transport, lost)
    for what in lost:
        world.complain("clipped", what)


def _clip(value: Any, where: str, transport: Transport, lost: list[str]) -> Any:
    match value:
        case dict():
            return {
                name: _clip(one, f"{where}.{name}".lstrip("."), transport, lost)
                for name, one in value.items()
            }
        case list():
            return [_clip(one, where, transport, lost) for one in value]
        case str() if where in ADVICE and len(value) > (most := ADVICE[where][transport == "bot"]):
            lost.append(f"{where}: {value}")
            return value[: most - 1] + "…"
    return value
