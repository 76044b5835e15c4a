"""Follow-ups: "And in Leeds?" after a question becomes a question that can be understood alone.

The task is that of CANARD (Elgohary, Peskov & Boyd-Graber 2019, D19-1605): a question of a
conversation (QuAC: Choi et al. 2018, arXiv:1808.07036) is rewritten so that it needs none. Here it
is done by rule, in a millisecond, from the questions and answers before it; a language model may
reword it, within limits (`chatbot.followup.reworded`).
"""

from chatbot.followup.standalone import standalone
from chatbot.followup.turn import Turn

__all__ = ["Turn", "standalone"]
