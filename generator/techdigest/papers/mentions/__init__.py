"""Where a text names a paper, and which."""
