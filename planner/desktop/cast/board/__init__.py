"""The tab Board: people and what is between them, drawn where the author puts them."""
