"""Where the work of a build is done: in this process, in several, or on a Dask cluster."""

from techdigest.incremental.executors.base import Executor, ExecutorError, WorkerLost
from techdigest.incremental.executors.choose import executor_for

__all__ = ["Executor", "ExecutorError", "WorkerLost", "executor_for"]
