"""The tab of the goals."""
