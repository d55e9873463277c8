"""Pages of the office: what an institution's papers say of it. They know kinds of paper and the
institutions at once, and so belong to no single app."""
