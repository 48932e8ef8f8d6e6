"""Waiting and serving against their norms, by school, clerk and hour; what is overdue."""
