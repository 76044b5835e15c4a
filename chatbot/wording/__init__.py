"""What words state, by value: figures, dates, names, quoted words."""
