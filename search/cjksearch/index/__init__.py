"""Units of text in, postings and statistics out."""
