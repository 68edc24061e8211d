"""The tab Cards of the page Plot: the chapters, or the scenes of one, as cards on a board."""
