"""The chart of people and chapters."""
