"""Thai text, numerals, dates, names and order: pure functions, no Django."""
