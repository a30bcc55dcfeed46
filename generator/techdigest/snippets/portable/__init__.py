"""Runs jobs. Needs the standard library alone, so that `export` can carry it to a bare machine."""
