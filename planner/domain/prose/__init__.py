"""Prose: what a scene or a note says, apart from how any screen or file writes it."""
