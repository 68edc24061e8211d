"""What the words of Longfic mean: frozen dataclasses and pure functions, standard library only."""
