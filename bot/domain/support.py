"""Support notes (配合情况): what supporting units say about a task.

A supporting unit has no assignment, so the notes of a task are a stream of their own.
"""

PREFIX = "support:"


def stream_of(task_id: str) -> str:
    """The stream of the support notes of a task."""
    return PREFIX + task_id


def task_of(stream: str) -> str:
    """The task of a stream of support notes; "" for the stream of an assignment."""
    return stream.removeprefix(PREFIX) if stream.startswith(PREFIX) else ""
