"""The provider's electronic signature: its key, whether the key may sign, signed papers. No Qt, no SQL, no network."""
