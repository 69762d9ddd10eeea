"""Several lifecycles composed on shared events: what a system is, and how it is explored."""
