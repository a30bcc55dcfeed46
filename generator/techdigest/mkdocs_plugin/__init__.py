"""The edge to MkDocs, and the only room here that imports it: events in, calls to the core out."""
