"""The pages and the probe; loading them takes the filter away."""

from tests.faults.unfiltered import urlpatterns

__all__ = ["urlpatterns"]
