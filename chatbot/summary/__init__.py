"""Summaries: of a document or of many, every sentence cited, with what they leave out.

`material` takes documents of the library apart; `candidates` says what speaks for each sentence;
`selection` chooses; `citing` and `assembly` make a `Summary` of what was chosen or written. Nothing
is embedded here but a focus: the library keeps a vector of every sentence.
"""

from chatbot.summary.summariser import Summariser

__all__ = ["Summariser"]
