"""Incidents searched for: conditions put to the solver, the smallest incident with a property, witnesses as files."""
