"""What an engineer or a lawyer asks from the shell, a file a subject."""
