"""The sentences of all problems, by number; a file for each part of the house."""
