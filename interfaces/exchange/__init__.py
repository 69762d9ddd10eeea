"""Lifecycles and reports as data: JSON in and out, GraphML out."""
