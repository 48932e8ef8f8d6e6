"""How fast and how large the counter is, every figure against something measured beside it in the same run."""
