"""What papers say: plain data in, the context of a template, data for machines, and detail out."""
