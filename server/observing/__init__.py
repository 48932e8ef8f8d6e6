"""Health and metrics, for who keeps the server."""
