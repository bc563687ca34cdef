"""Every threshold of a plan with the level on both sides of it."""
