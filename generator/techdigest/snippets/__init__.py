"""Tested snippets: the fences of notes that are run, how they are run, and the records of it."""
