"""What courses at another university take, and how it grows (docs/bench.md)."""
