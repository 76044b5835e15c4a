"""Two documents side by side: what they say alike, otherwise, or alone.

Nearly the same words are aligned first (`versions`, `tables`); then sentences of other words that
mean the same or give values for one thing (`independent`, by `slots`: offices, counts, shares,
clauses; `aligned`, by the words around a value, unless something keeps two `apart`). What is not
surely of one thing is no change: it stays with the document that says it.
`conflicts` and `answering` ask the same of the evidence for an answer.
"""

from chatbot.compare.bearing import Bearing
from chatbot.compare.comparison import compare
from chatbot.compare.sources import Source, source

__all__ = ["Bearing", "Source", "compare", "source"]
