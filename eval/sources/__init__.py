"""Sources of the sample documents that nobody writes by hand, and what builds them."""
