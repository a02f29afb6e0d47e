"""How an outcome came about, what would raise it, what it does not rest on; and what an entry of the content does."""
