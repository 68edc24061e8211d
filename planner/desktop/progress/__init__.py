"""The room of the page Progress."""
