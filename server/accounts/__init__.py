"""Who works at the district, what they may see and do, and the record of whose data they saw."""
