"""Questions worth asking, made from what documents state, and kept only if they are answered.

Here belongs what turns a statement into a question by rule. The rules are strict: a sentence that
is not plainly of a known build makes no question, for a clumsy one is worse than none.
"""

from chatbot.suggesting.suggester import Suggester

__all__ = ["Suggester"]
