"""What any incremental build needs: digests, a store, executors, outputs. Knows no MkDocs and no notes."""
