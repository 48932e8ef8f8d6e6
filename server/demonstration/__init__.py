"""The demonstration district: thirty schools and a year of work that nobody did, told by their own counters."""
