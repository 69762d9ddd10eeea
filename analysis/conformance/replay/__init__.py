"""Recorded steps held against a lifecycle: which of them it permits."""
