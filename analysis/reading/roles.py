"""Roles of states that declare none, by convention."""

from wayout.analysis.reading.tree import Node
from wayout.machines.vocabulary import Role

_ERROR_PREFIXES = ("error", "failed")
_ERROR_SUFFIXES = ("error", "errored", "failed", "failure")


def role_of(node: Node) -> tuple[Role, bool]:
    """Return the role of a leaf, and whether it was inferred.

    A declared role counts. Otherwise a top-level `final=True` makes a state final, a name or
    value that begins with `error` or ends with `failed` makes it an error, and the rest is
    stable: that a service is at work in a state cannot be seen from its name with certainty.
    """
    declared = getattr(node.state, "role", None)
    if isinstance(declared, Role):
        return declared, False
    if node.state.final and node.parent is None:
        return Role.FINAL, True
    if names_error(node.state.id, str(node.state.value)):
        return Role.ERROR, True
    return Role.STABLE, True


def joint_role(roles: list[Role]) -> Role:
    """Return the role of a configuration of several leaves.

    It is final where all are, an error where one is, transient where one is, else stable.
    """
    if roles and all(role is Role.FINAL for role in roles):
        return Role.FINAL
    return next((role for role in (Role.ERROR, Role.TRANSIENT) if role in roles), Role.STABLE)


def names_error(*names: str) -> bool:
    """Whether one of the names of a state is that of an error."""
    return any(_is_error(name) for name in names)


def _is_error(name: str) -> bool:
    words = name.lower().replace("-", "_").replace(" ", "_").split("_")
    return words[0] in _ERROR_PREFIXES or words[-1] in _ERROR_SUFFIXES
