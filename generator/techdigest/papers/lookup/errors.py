"""Why a paper could not be looked up."""

from __future__ import annotations


class LookupFailedError(Exception):
    """The service cannot be reached, or its answer cannot be used; the message says what to do."""


class NotAvailableError(LookupFailedError):
    """The client libraries are not installed."""


class NotFoundError(Exception):
    """The service knows no such paper."""
