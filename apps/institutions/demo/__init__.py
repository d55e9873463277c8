"""What the demo says of institutions; loaded by its commands only."""
