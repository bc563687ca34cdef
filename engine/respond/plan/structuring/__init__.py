"""Nodes to attrs classes, strictly; `respond.plan.schema` says the same to an editor."""

from respond.plan.structuring.structure import structure

__all__ = ["structure"]
