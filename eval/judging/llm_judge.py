"""An optional second opinion: a language model says whether an answer is right.

It stands beside the deterministic judgement, never in its place: a judge that is a language model
can be wrong, favours its own kind (Zheng et al. 2023, arXiv:2306.05685), and changes with versions.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from chatbot.models import check_name, open_llm, stream_text
from chatbot.settings import load_settings
from eval.cases.case import Case
from eval.observed import Observed
from index.errors import FootnoteError
from prompts import render

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

_TOKENS = 8
_VERDICT = re.compile(r"\b(right|wrong)\b", re.IGNORECASE)


class Judge:
    """Asks one model about each answer.

    Args:
        model: Its name, as anywhere: "openai:<model>", "ollama:<model>", "local:…".

    Raises:
        FootnoteError: It has no language model in it.
    """

    def __init__(self, model: str) -> None:
        check_name(model)
        if model == "builtin":
            raise FootnoteError("The built-in reader cannot judge.", "Name a language model.")
        self._settings = load_settings(model=model)

    def right(self, case: Case, answer: Observed) -> bool | None:
        """What the model says; None if it says neither. A failure is wrong without asking."""
        if answer.error:
            return False
        prompt = render(
            "judge",
            question=" / ".join((*case.earlier, case.question)),
            expected=_expected(case),
            answer=answer.text,
        )
        words = stream_text(self._llm, system="", prompt=prompt, max_tokens=_TOKENS)
        verdict = _VERDICT.search("".join(words))
        return verdict[1].lower() == "right" if verdict else None

    @cached_property
    def _llm(self) -> LLM:
        llm = open_llm(self._settings)
        assert llm is not None  # only for "builtin", refused above
        return llm


def _expected(case: Case) -> str:
    if case.abstain:
        return "The documents don't say; a right answer says so, and nothing else."
    facts = "; ".join(" or ".join(fact) for fact in case.expect)
    return facts + (f". It must not say: {'; '.join(case.forbid)}" if case.forbid else "")
