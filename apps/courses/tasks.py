"""Background work of courses: an id in, one service call."""
