"""A plan changed in one place at a time, and which incident or test would notice."""
