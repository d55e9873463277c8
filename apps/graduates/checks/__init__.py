"""The rules under which rosters are checked: pure functions over cells, no database."""
