"""Files that universities upload, read into rows: conferred degrees, and entrants' claims. Pure."""
