"""Editions, calendars and rosters sent to the counters, signed."""
