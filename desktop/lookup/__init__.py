"""Who has an IIN? Sources that can be asked, and what they answer."""
