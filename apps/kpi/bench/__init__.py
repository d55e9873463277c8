"""What indicators take, and that it does not grow with what was counted (docs/bench.md)."""
