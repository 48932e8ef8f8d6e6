"""Batches out, answers and updates in: over the network, or as files on a stick. No Qt, no store: ports only."""
