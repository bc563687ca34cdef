"""What two editions change in consequences."""
