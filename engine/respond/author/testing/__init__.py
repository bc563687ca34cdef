"""The tests that stand beside a plan: run, compared, and what of the plan they exercise."""
