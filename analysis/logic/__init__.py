"""Temporal logic on lifecycles: formulas, their proofs, and the runs that show them.

The model checker works on a `Structure` of integer states, so that whatever can be unfolded into
one is checked by the same code.
"""
