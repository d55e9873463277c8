"""The plan written into the database, as sets of rows, each side in its own scope."""
