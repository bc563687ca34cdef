"""Writing plan files: a new one to start from, an existing one put in order."""
