"""The published index: sharded, static files that any host serves as they are.

``write(units, out, labels=None, executor=None) -> Report`` writes the index, which FORMAT.md specifies;
``client_files()`` is the script that reads it.
"""

from cjksearch.static.client import client_files
from cjksearch.static.report import Report
from cjksearch.static.writer import write, write_documents

__all__ = ["Report", "client_files", "write", "write_documents"]
