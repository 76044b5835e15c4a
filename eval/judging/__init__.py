"""Is an answer right? By the facts it states; a language model's opinion only beside that."""
