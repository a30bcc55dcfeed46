"""What people already have, brought in: Hexo, Jekyll, Hugo, HackMD, Obsidian, mdBook, pasted text.

A `Tree` is a source folder, read safely. A *dialect* recognises it and gives its `Post`s. `placing` decides
where each note lies and what it is called; then the *constructs*, one rule a file, turn each body into our
Markdown, and tell by `Finding`s what became of what. `record` writes, updates and takes back.
"""
