"""Complaints to the authorised body, and the terms of their answers."""
