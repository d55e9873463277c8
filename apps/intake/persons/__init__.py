"""One way of reading lists of persons, whatever else stands beside each person."""
