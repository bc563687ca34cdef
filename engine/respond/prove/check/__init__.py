"""What holds of a plan in all cases, and the smallest incident against what does not."""
