"""Batches taken in: verified, stored once, answered event by event."""
