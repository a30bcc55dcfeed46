"""Papers: identifiers, the registry, mentions in notes, and who discusses or cites what."""
