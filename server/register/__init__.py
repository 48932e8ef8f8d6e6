"""The register of all counters: what the events say of each case."""
