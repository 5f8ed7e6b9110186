"""A post that changed hands: who holds it now and what they have confirmed. Events of the stream `post:<person>`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from bot.domain.assignment import Event, Kind
from bot.domain.person import Post, Role

PREFIX = "post:"
Posts = Mapping[str, Iterable[Post]]  # person id → posts


def post_stream(person_id: str) -> str:
    return PREFIX + person_id


@dataclass(frozen=True, slots=True)
class PostTaken:
    """The last time that a person took over a liaison's post."""

    person: str
    units: tuple[str, ...]
    former: tuple[str, ...]  # people who held it before and hold it no longer
    number: int  # version of its event
    version: int  # number of events of the stream
    told: bool = False
    confirmed: bool = False


def post_taken(person: str, events: Iterable[tuple[int, Event]]) -> PostTaken | None:
    found: PostTaken | None = None
    for version, event in events:
        match event.kind:
            case Kind.POST_TAKEN:
                units, former = (tuple(map(str, _listed(event.data[name]))) for name in ("units", "former"))
                found = PostTaken(person, units, former, version, version)
            case Kind.POST_TOLD if found:
                found = replace(found, told=True, version=version)
            case Kind.POST_CONFIRMED if found:
                found = replace(found, told=True, confirmed=True, version=version)
            case _:
                pass
    return found


def _listed(value: object) -> Iterable[object]:
    return value if isinstance(value, list | tuple) else ()


def posts_changed(before: Posts, after: Posts) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Person → (units, former holders) of the liaison's posts newly held, where somebody held that unit's before and
    holds it no longer. A colleague added to those who stay takes over from nobody."""
    had, has = _by_unit(before), _by_unit(after)
    found: dict[str, tuple[list[str], list[str]]] = {}
    for unit, people in has.items():
        gone = [one for one in had.get(unit, ()) if one not in people]
        for person in people:
            if gone and person not in had.get(unit, ()):
                units, former = found.setdefault(person, ([], []))
                units.append(unit)
                former += gone
    return {person: (tuple(units), tuple(dict.fromkeys(former))) for person, (units, former) in found.items()}


def _by_unit(posts: Posts) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for person, held in posts.items():
        for post in held:
            if post.role is Role.LIAISON and person not in found.setdefault(post.unit, []):
                found[post.unit].append(person)
    return found
