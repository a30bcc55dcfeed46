"""Python-Markdown extensions that put formulas, figures and digest items on a page."""
