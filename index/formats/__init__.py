"""One module per file format: each turns bytes into a `Draft`, and knows nothing of the others."""
