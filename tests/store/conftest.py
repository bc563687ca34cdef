"""Stores for the tests of this room."""

from stores import place, server, store

__all__ = ["place", "server", "store"]
