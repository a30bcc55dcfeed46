"""Full-text search for Chinese and English that a static site serves and the browser runs."""
