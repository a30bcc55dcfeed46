"""Papers looked up at arXiv and Crossref: politely, with bounds, and believing nothing that cannot be."""

from techdigest.papers.lookup.errors import LookupFailedError, NotAvailableError, NotFoundError
from techdigest.papers.lookup.service import Service, look_up

__all__ = ["LookupFailedError", "NotAvailableError", "NotFoundError", "Service", "look_up"]
