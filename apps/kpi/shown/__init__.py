"""What pages and reports show alike: charts, sentences, cells."""
