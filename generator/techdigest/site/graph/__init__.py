"""The graph of notes and papers: where everything is drawn, as plain data for its template."""
