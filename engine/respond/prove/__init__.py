"""The prove room: what a plan means in all cases, proved or refuted with a witness incident.

`z3` is imported by `respond.prove.search.z3.load` when a proof is asked for, and nowhere else.
"""
