"""The Tech Digest theme: Material for MkDocs, extended for reading mixed Chinese and English text."""
