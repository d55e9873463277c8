"""Reports of a quarter or a year: their content, the paper it is laid out as, and the workbook."""
