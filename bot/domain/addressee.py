"""How a script names people: a unit (its liaison), unit/head, coordinator, reviewer, leader, or a person's id."""

from collections.abc import Iterator, Mapping

from bot.domain.person import Person, Post, Role, Roster

OF_A_UNIT = (Role.LIAISON, Role.HEAD)


def addressees(roster: Roster) -> dict[str, Person]:
    """Every way to write a person, the usual one first. Of several who fit, the unit's default liaison and the first
    of the file are meant."""
    found: dict[str, Person] = {}
    for narrow in (False, True):  # a liaison with a task list comes after the unit's default liaison
        for person in roster.people:
            for post in person.posts:
                if bool(post.tasks) is narrow:
                    for form in _forms(post):
                        found.setdefault(form, person)
    for person in roster.people:
        found.setdefault(person.id, person)
    return found


def _forms(post: Post) -> Iterator[str]:
    if post.role is Role.LIAISON:
        yield post.unit
    if post.role in OF_A_UNIT:
        yield f"{post.unit}/{post.role}"
    else:
        yield post.role.value


def written(people: Mapping[str, Person]) -> dict[str, str]:
    """Person id → the usual way to write this person, from `addressees`."""
    usual: dict[str, str] = {}
    for form, person in people.items():
        usual.setdefault(person.id, form)
    return usual
