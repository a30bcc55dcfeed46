"""Work on its way to processes that are not forked."""

from __future__ import annotations

from techdigest.incremental.executors.base import Notice


def pickled(task: object, notice: Notice, instead: str) -> bytes | None:
    """Pickle a task, functions and classes without a name included.

    Returns:
        What `pickle.loads` reads; None, after a notice, if something in it cannot be pickled.
    """
    import cloudpickle  # noqa: PLC0415 - for what is not forked only

    try:
        data: bytes = cloudpickle.dumps(task)
    except Exception as error:  # whatever the objects in it raise
        notice(f"{instead}: the work cannot be sent to others ({error})")
        return None
    return data
