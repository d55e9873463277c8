"""What every app needs to measure itself (docs/bench.md)."""
