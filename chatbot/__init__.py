"""Footnote's chatbot: answers over a person's own documents, every sentence cited.

    from chatbot import Chatbot

    bot = Chatbot(home="~/footnote")
    bot.add("reports/")
    print(bot.ask("How many staff are paid over £100,000?").to_markdown())
"""

from chatbot.bot import Chatbot
from chatbot.conversation import Conversation
from chatbot.doctor import Diagnosis, Problem
from chatbot.models import ModelError
from chatbot.settings import Settings, SettingsError, load_settings
from chatbot.types import (
    Answer,
    AnswerDone,
    AnswerSentence,
    Citation,
    Event,
    EvidenceFound,
    SentenceWritten,
    Verdict,
)
from index.errors import FootnoteError, LibraryError, UnknownDocument, UnreadableFile
from index.ingest import AddReport, FileOutcome, Progress
from index.types import DocumentInfo

__all__ = [
    "AddReport",
    "Answer",
    "AnswerDone",
    "AnswerSentence",
    "Chatbot",
    "Citation",
    "Conversation",
    "Diagnosis",
    "DocumentInfo",
    "Event",
    "EvidenceFound",
    "FileOutcome",
    "FootnoteError",
    "LibraryError",
    "ModelError",
    "Problem",
    "Progress",
    "SentenceWritten",
    "Settings",
    "SettingsError",
    "UnknownDocument",
    "UnreadableFile",
    "Verdict",
    "load_settings",
]
