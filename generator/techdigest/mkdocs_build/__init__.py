"""MkDocs' build, as large as the change: for any site, with any theme and plugins."""
