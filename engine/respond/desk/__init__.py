"""The desk at a running incident: what is entered, and what it comes to."""

from respond.desk.concerns import Concern
from respond.desk.entering import Desk, Entered

__all__ = ["Concern", "Desk", "Entered"]
