"""Packages of the State Corporation: what its desks took in, looked through and answered by the provider."""
