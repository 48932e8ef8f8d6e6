"""Protection at rest: the data key and who can unwrap it, files sealed with it, patience with wrong passwords."""
