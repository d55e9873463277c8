"""Invented persons, rosters and files of the demonstration. Pure: no database, no Django."""
