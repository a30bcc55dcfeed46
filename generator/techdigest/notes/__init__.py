"""Read notes: bytes of a Markdown file in, a typed `Note` out."""
