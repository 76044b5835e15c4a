"""What is asked and what is known: cases, the files they come from, and how a fact is matched."""
