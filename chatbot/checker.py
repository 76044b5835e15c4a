"""An optional second reading: a language model is asked where the rules are left in doubt.

Asking a model whether a source supports a sentence is how summaries are judged well (Luo et al.
2023, arXiv:2303.15621), by large models; small ones say yes to what they are shown. It is asked
only about sentences that the rules call partly supported: what they withhold stays withheld,
because a swapped figure or name is where models err and rules do not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from chatbot.models import ModelError, model_name, stream_text
from chatbot.types import Verdict
from chatbot.verify import Cited
from prompts import render

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

_TOKENS = 8
_ANSWER = re.compile(r"\W*(yes|no)\b", re.IGNORECASE)


def read_again(llm: LLM, sentence: str, cited: Sequence[Cited], verdict: Verdict) -> Verdict:
    """The verdict after the model has read the sentence and its quotes.

    The given one stands if it is not "partly", or the model says neither yes nor no, or fails: an
    answer is worth more than a second opinion on it.
    """
    if verdict.status != "partly":
        return verdict
    prompt = render(
        "check",
        quotes="\n".join(f"“{c.citation.quote}”" for c in cited),
        context="\n".join(dict.fromkeys(c.around for c in cited)),
        sentence=sentence,
    )
    try:
        with closing(stream_text(llm, system="", prompt=prompt, max_tokens=_TOKENS)) as words:
            said = _ANSWER.match("".join(words))
    except ModelError:
        return verdict
    if said is None:
        return verdict
    if said[1].lower() == "yes":
        return Verdict("supported", f"{model_name(llm)} finds it in the cited sentence")
    return Verdict("unsupported", f"{model_name(llm)} does not find it in the cited sentence")
