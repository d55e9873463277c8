"""The portal's heavy work beside the bare tools beneath it, in one run (docs/bench.md)."""
