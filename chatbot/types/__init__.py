"""What the chatbot says, as data: frozen dataclasses that any door can render.

Every result has `to_dict()` (plain JSON types), `to_markdown()`, `to_html()` and `to_docx()`.
"""

from chatbot.types.answer import (
    ABSTENTION,
    Answer,
    AnswerDone,
    Event,
    EvidenceFound,
    SentenceWritten,
    as_a_line,
)
from chatbot.types.citation import AnswerSentence, Citation, Status, Verdict, plain
from chatbot.types.comparison import Change, Claim, ClaimStatus, Comparison, LatestYear
from chatbot.types.conflict import Conflict, Side
from chatbot.types.summary import (
    Coverage,
    FactKind,
    KeyFact,
    Section,
    SectionState,
    Summary,
    SummaryDone,
    SummaryEvent,
    SummaryProgress,
    Theme,
)

__all__ = [
    "ABSTENTION",
    "Answer",
    "AnswerDone",
    "AnswerSentence",
    "Change",
    "Citation",
    "Claim",
    "ClaimStatus",
    "Comparison",
    "Conflict",
    "Coverage",
    "Event",
    "EvidenceFound",
    "FactKind",
    "KeyFact",
    "LatestYear",
    "Section",
    "SectionState",
    "SentenceWritten",
    "Side",
    "Status",
    "Summary",
    "SummaryDone",
    "SummaryEvent",
    "SummaryProgress",
    "Theme",
    "Verdict",
    "as_a_line",
    "plain",
]
