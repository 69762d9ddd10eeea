"""The frozen `Lifecycle`, the checks on it, and what they find."""
