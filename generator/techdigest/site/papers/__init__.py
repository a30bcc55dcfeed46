"""The pages of papers: one for each paper, and the indexes, as plain data for templates."""
