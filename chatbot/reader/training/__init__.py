"""Trains the reader: `python -m chatbot.reader.training DATA`, where DATA holds the data sets.

Two hours on two cores. `MODEL_CARD.md` beside the weights says what came of it.
"""
