"""Logs held against lifecycles: what is asked, and what is shown of it."""
