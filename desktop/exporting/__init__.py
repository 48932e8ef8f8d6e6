"""Files that leave the counter: how they are written, whole or not at all, in the clear or sealed."""
