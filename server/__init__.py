"""The centre: the server of the district. Its work begins with the exchange."""
