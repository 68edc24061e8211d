"""The plot grid: chapters down, threads across, beats as cards in the cells."""
