"""Processes that answer from a store of their own, so that a native query can be stopped."""
