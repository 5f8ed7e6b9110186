"""What a list's file changes in a list: new items, done ones, those that are gone or left out. Pure."""

from dataclasses import dataclass

from bot.domain.lists.work_list import ListedItem, WorkList


@dataclass(frozen=True, slots=True)
class ListChanges:
    """`altered`: items with another name, place, date or percent. `unsaid`: gone or left out, and the file does not say
    why."""

    new: tuple[ListedItem, ...] = ()
    done: tuple[ListedItem, ...] = ()
    left_out: tuple[ListedItem, ...] = ()
    gone: tuple[ListedItem, ...] = ()
    altered: tuple[ListedItem, ...] = ()

    @property
    def unsaid(self) -> tuple[ListedItem, ...]:
        return (*self.gone, *(one for one in (*self.new, *self.left_out) if one.excused == ""))


def list_changes(before: WorkList | None, after: WorkList) -> ListChanges:
    """`after`: the file as it is laid over `before`."""
    was = {one.id: one for one in before.items} if before else {}
    both = [(was[one.id], one) for one in after.items if one.id in was]
    done = tuple(new for old, new in both if new.done and not old.done)
    left_out = tuple(new for old, new in both if new.excused is not None and old.excused is None)
    told = {one.id for one in (*done, *left_out)}
    return ListChanges(
        new=tuple(one for one in after.items if one.id not in was),
        done=done,
        left_out=left_out,
        gone=tuple(old for id_, old in was.items() if after.item(id_) is None),
        altered=tuple(new for old, new in both if new != old and new.id not in told),
    )
