"""The matrix of people and secrets."""
