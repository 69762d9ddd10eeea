"""Lifecycles held against what is real: the source code, and recorded logs."""
