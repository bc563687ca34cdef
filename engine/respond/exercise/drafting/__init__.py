"""The draft of a scenario from a plan alone: its thresholds, its clocks, and what falls due again and again."""
