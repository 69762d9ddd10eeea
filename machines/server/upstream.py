"""Where in Nova the transitions are made, and the remarks that many of them share."""

API = "nova/compute/api.py:API"
MANAGER = "nova/compute/manager.py:ComputeManager"
CONDUCTOR = "nova/conductor/manager.py:ComputeTaskManager"
LIBVIRT = "nova/virt/libvirt/driver.py:LibvirtDriver"
IRONIC = "nova/virt/ironic/driver.py:IronicDriver"
CROSS_CELL = "nova/conductor/tasks/cross_cell_migrate.py"

REVERTED_BY_DECORATOR = "reverts_task_state clears the task"
CLEARED_NEXT = "first of two writes: any_error_task_cleared is the second"
ROLLBACK_ERRORS = "the driver raises NotImplementedError or InstanceFaultRollback"
