"""Documents in, ranked passages out: loading, splitting, embedding, storing, searching.

Knows nothing of questions, prompts or models: `chatbot/` builds on this package, never the
other way round.
"""
