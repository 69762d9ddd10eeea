"""Random tests here run long enough to find rare shapes, and never fail for being slow."""

from hypothesis import settings

settings.register_profile("analysis", max_examples=200, deadline=None)
settings.load_profile("analysis")
