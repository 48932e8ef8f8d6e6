"""Schools, their counters, and the keys by which each knows the other."""
