"""Conversations kept across restarts: what was asked and answered, person by person.

Here belongs what outlives a session of a person's conversations: their file, their names, finding
them again. What a conversation is while it goes on is `chatbot/conversation.py`.
"""

from chatbot.history.conversations import Conversations, KeptInfo
from chatbot.history.errors import HistoryError, UnknownConversation
from chatbot.history.file import HistoryFile

__all__ = ["Conversations", "HistoryError", "HistoryFile", "KeptInfo", "UnknownConversation"]
