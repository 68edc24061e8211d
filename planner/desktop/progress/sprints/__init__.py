"""The tab Sprints: beginning one, the clock, how it went, and the log of them all."""
