"""What was reported of an item, as lines: numbers against target, the last words, evidence by name, what is missing."""

from decimal import Decimal

from bot.cards.confirmation import percent_text
from bot.cards.formatter import Formatter, clipped
from bot.domain.reported import Figure, Reported

WORDS_AT_MOST = 80  # characters of the last words in a row
SUPPORT_AT_MOST = 30  # characters of a supporting unit's last words in a row
NAMES_AT_MOST = 3  # files named in a row
LINK_AT_MOST = 60  # characters of an address in a row
LINKS_AT_MOST = 2
PICTURES_AT_MOST = 4  # thumbnails of a row


def lines(fmt: Formatter, one: Reported, *, words: bool = True) -> tuple[str, ...]:
    """A few short lines; `words`: with progress and last words of the unit, where nothing else shows them."""
    found = [figure(fmt, value) for value in one.figures]
    if words and one.percent is not None and not found:
        found.append(fmt.say("reported.percent", percent=one.percent))
    said = clipped(one.words.replace("\n", " "), WORDS_AT_MOST) if words else ""
    if said and one.day:
        found.append(fmt.say("reported.words", day=fmt.day(one.day), words=said))
    if words and one.support:
        told = [
            fmt.say("reported.supporter", unit=unit, words=clipped(note.replace("\n", " "), SUPPORT_AT_MOST))
            for unit, note in one.support
        ]
        found.append(fmt.say("reported.support", told=told))
    return (*found, *evidence(fmt, one, said))


def evidence(fmt: Formatter, one: Reported, said: str = "") -> tuple[str, ...]:
    """`said`: what stands above already."""
    found: list[str] = []
    if one.files:
        found.append(fmt.say("reported.files", n=len(one.files), names=_names(fmt, one)))
    links = [link for link in one.links[-LINKS_AT_MOST:] if link not in said]
    found += [fmt.say("reported.link", link=clipped(link, LINK_AT_MOST)) for link in links]
    found += [place for place in one.places[-1:] if place not in said]
    if one.missing:
        found.append(fmt.say("reported.missing", names=list(one.missing)))
    return tuple(found)


def _names(fmt: Formatter, one: Reported) -> str:
    """照片2张、验收表.pdf: phones name pictures by numbers."""
    names = [clipped(file.name, 24) for file in one.files if not file.is_picture]
    photos = len(one.files) - len(names)
    shown = [fmt.say("reported.photos", n=photos)] if photos else []
    listed = fmt.language.list([*shown, *names[:NAMES_AT_MOST]])
    return fmt.say("reported.and_others", names=listed) if len(names) > NAMES_AT_MOST else listed


def pictures(one: Reported) -> tuple[str, ...]:
    """sha256 of the latest pictures."""
    return tuple(file.sha256 for file in one.files if file.is_picture)[-PICTURES_AT_MOST:]


def figure(fmt: Formatter, one: Figure) -> str:
    """抽查率39/200家（19.5%），低于20%，差1家"""
    text = _value(fmt, one)
    if one.aim is None:
        return text
    amount = fmt.language.quantity
    aim, own = amount(one.aim, one.unit), one.measured.of == one.aim
    if one.short is None:
        return text if own else fmt.say("figure.reached", text=text, aim=aim)
    short = amount(one.short, one.short_unit)
    if own:
        return fmt.say("figure.left", text=text, short=short)
    if not one.binding:
        return fmt.say("figure.towards", text=text, aim=aim, short=short)
    return fmt.say(
        "figure.above" if one.op.startswith("<") else "figure.below", text=text, aim=aim, short=short
    )


def _value(fmt: Formatter, one: Figure) -> str:
    told = one.measured
    amount = fmt.language.quantity
    name = told.name or fmt.say("figure.done")
    if told.of is None:
        return fmt.say("figure.value", name=name, value=amount(told.value, told.unit))
    return fmt.say(
        "figure.counted", name=name, value=amount(told.value, ""), total=amount(told.of, told.unit),
        share=percent_text(told.percent or Decimal(0)),
    )  # fmt: skip
