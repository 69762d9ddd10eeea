"""Where in Nova the transitions are made, in the places that several modules name."""

API = "nova/compute/api.py:API"
MANAGER = "nova/compute/manager.py:ComputeManager"
CONDUCTOR = "nova/conductor/manager.py:ComputeTaskManager"
CROSS_CELL = "nova/conductor/tasks/cross_cell_migrate.py"
TRACKER = "nova/compute/resource_tracker.py:ResourceTracker"
