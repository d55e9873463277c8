"""Home is a to-do list: what waits for me, then what I wait for, then figures."""

from registrar_net.home.roles import tasks_for
from registrar_net.home.shape import Figure, Home, Task

__all__ = ["Figure", "Home", "Task", "tasks_for"]
