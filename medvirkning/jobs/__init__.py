"""Work that outlives a request: jobs with progress and a result, and the tasks behind them."""

from medvirkning.jobs.queueing import enqueue

__all__ = ["enqueue"]
