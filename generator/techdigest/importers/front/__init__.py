"""Front matter of any dialect, mended and turned into that of a note; one kind of value a file."""
