"""Tech Digest: bilingual notes in, a knowledge base out."""
