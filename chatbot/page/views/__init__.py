"""What the page shows, as HTML: pure functions, and every word from a document escaped."""
