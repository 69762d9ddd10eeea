"""Lifecycles in Sphinx documents: a domain with directives and roles, for every builder.

The doctrees hold tables and, for a diagram, what is to be drawn; it is drawn when a builder
writes, as SVG in HTML, as PDF in LaTeX. Elsewhere, and without Graphviz, the table stands in.
"""

from wayout.interfaces.sphinx_extension.registration import setup

__all__ = ["setup"]
