"""A real Kubernetes control plane for the snippets that need one: built once, started for each run."""
