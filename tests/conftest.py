from hypothesis import settings
from tests.effort import examples

pytest_plugins = ["pytester"]

# Random tests run long enough to find rare shapes, and never fail for being slow.
settings.register_profile("wayout", max_examples=examples(200), deadline=None)
settings.load_profile("wayout")
