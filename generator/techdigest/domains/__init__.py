"""Tag notes: the taxonomy of domains, and what proposes them where the author is silent."""
