"""What WeCom asks of the parts of a card: each limit by its own name, counted on what would be sent."""

from collections.abc import Iterator

from bot.cards.card import Button, Card
from bot.channels.wecom.boards import GO, NOTHING, Transport
from bot.channels.wecom.cards import CardPart, Part, TextPart, parts
from bot.i18n import Language

SHOWN = {  # characters: title, what stands below it, body, button, option
    Transport.APP: (36, 44, 160, 10, 16),
    Transport.BOT: (26, 30, 112, 10, 10),
}


def misfits(card: Card, transport: Transport, language: Language) -> list[str]:
    """What is wrong with the parts of this card; nothing where each is taken and shown whole."""
    laid = parts(card, transport, language)
    found = [told for part in laid for told in _of_part(part, transport)]
    lost = {b.payload for b in _buttons(card) if not b.link} - set(payloads(laid))
    return found + [f"{payload} cannot be reached" for payload in sorted(lost)]


def _of_part(part: Part, transport: Transport) -> Iterator[str]:
    title, subtitle, body, button, option = SHOWN[transport]
    match part:
        case TextPart(text):
            if not 0 < len(text.encode()) <= 2048:
                yield f"a text of {len(text.encode())} bytes"
        case CardPart():
            head = part.body["main_title"]
            shown = [(head["title"], title), (head.get("desc", ""), subtitle)]
            shown += [(part.body.get("sub_title_text", ""), body)]
            shown += [(one["text"], button) for one in part.body["button_list"]]
            shown += [(one["text"], option) for one in _options(part)]
            yield from (f"{text} is longer than {most}" for text, most in shown if len(text) > most)
            yield from _lists(part)


def _lists(part: CardPart) -> Iterator[str]:
    buttons, options = part.body["button_list"], _options(part)
    keys = [one["key"] for one in buttons if "key" in one]
    if not part.body["main_title"]["title"].strip():
        yield "a card without a title"
    if not 1 <= len(buttons) <= 6 or len(options) > 10:
        yield f"{len(buttons)} buttons and {len(options)} options"
    if len(set(keys)) < len(keys) or len({one["id"] for one in options}) < len(options):
        yield "two with the same key"
    if len({one["text"] for one in buttons}) < len(buttons):
        yield "two buttons look alike"
    if options and (options[0]["id"] != NOTHING or GO not in keys):
        yield "a list that acts by itself, or cannot act"


def _options(part: CardPart) -> list[dict[str, str]]:
    found: list[dict[str, str]] = part.body.get("button_selection", {}).get("option_list", [])
    return found


def payloads(laid: list[Part]) -> list[str]:
    """What can be pressed or chosen."""
    cards = [part for part in laid if isinstance(part, CardPart)]
    pressed = [one.get("key", "") for part in cards for one in part.body["button_list"]]
    chosen = [one["id"] for part in cards for one in _options(part)]
    return [one for one in (*pressed, *chosen) if one not in (GO, NOTHING, "")]


def words(laid: list[Part], language: Language) -> str:
    """All words in their order, without those that only say that there are buttons."""
    found = []
    for part in laid:
        if isinstance(part, TextPart):
            found.append(part.text)
        elif isinstance(part, CardPart):
            head = part.body["main_title"]
            title = head["title"] if head["title"] != language.say("wecom.choose") else ""
            found += [title, head.get("desc", ""), part.body.get("sub_title_text", "")]
    return "".join("".join(found).split())


def _buttons(card: Card) -> list[Button]:
    return [button for row in card.buttons for button in row]
