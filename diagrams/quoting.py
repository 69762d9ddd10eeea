"""Texts in Graphviz' language: nothing in them is markup."""


def quoted(text: str) -> str:
    """Quote text for a label or tooltip: nothing in it is markup, and it stays on one line.

    Graphviz reads entities such as `&lt;` in labels of any sort, so `&` is written as one.
    """
    from graphviz import escape, nohtml  # type: ignore[import-untyped]  # it comes without types

    made: str = nohtml(escape(text.replace("&", "&amp;")).replace("\n", r"\n"))
    return made


def padded(label: str) -> str:
    """Keep a label off its line, and off the label beside it."""
    return "\n".join(f" {line} " for line in label.splitlines())
