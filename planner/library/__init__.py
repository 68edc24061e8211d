"""The library file: the only place with SQL; no Qt, and no knowledge of other people's formats."""
