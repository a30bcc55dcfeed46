"""The published index: sharded, static files that any host serves as they are.

``write(units, out, labels=None, executor=None) -> Report`` is the whole entry; FORMAT.md specifies the files.
"""

from cjksearch.static.report import Report
from cjksearch.static.writer import write

__all__ = ["Report", "write"]
