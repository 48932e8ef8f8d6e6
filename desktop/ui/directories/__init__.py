"""The room of directories: what the counter's work looks things up in."""
