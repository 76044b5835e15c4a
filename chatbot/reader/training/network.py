"""The reader while it is trained: all-MiniLM-L6-v2 and two linear heads, in torch."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import save_file
from torch import Tensor, nn

from index.embed import builtin_folder
from index.minilm import QUANTISED, SCALE, is_matrix, quantised

_WIDTH, _DROPOUT = 384, 0.1
_NOTHING_ANSWERS = -4.0  # where the log-odds of an answer begin
_BERT = "bert."


class Network(nn.Module):
    """Gives each token log-odds of being an answer's first and last.

    A token's own, plus those of its window as the [CLS] token sees it. Word and position
    embeddings stay as they are: they are most of the weights, and the base model brings them.
    """

    def __init__(self) -> None:
        super().__init__()
        # Only training needs it, and it loads slowly.
        from transformers.models.bert.modeling_bert import BertModel

        self.bert = BertModel.from_pretrained(
            builtin_folder(),
            attn_implementation="eager",  # trains faster here than the fused one
            add_pooling_layer=False,
            hidden_dropout_prob=_DROPOUT,
            attention_probs_dropout_prob=0.0,
        )
        self.bert.embeddings.word_embeddings.requires_grad_(False)
        self.bert.embeddings.position_embeddings.requires_grad_(False)
        self.token, self.window = nn.Linear(_WIDTH, 2), nn.Linear(_WIDTH, 2)
        for head in (self.token, self.window):
            nn.init.normal_(head.weight, std=0.02)
            nn.init.zeros_(head.bias)
        nn.init.constant_(self.window.bias, _NOTHING_ANSWERS)

    def forward(self, ids: Tensor, mask: Tensor, types: Tensor) -> Tensor:
        """Log-odds, (windows, tokens, 2), against nothing that is read answering."""
        read = self.bert(input_ids=ids, attention_mask=mask, token_type_ids=types)
        vectors = read.last_hidden_state.float()
        with torch.autocast("cpu", enabled=False):
            odds: Tensor = self.token(vectors) + self.window(vectors[:, :1])
        return odds

    def save(self, path: Path) -> None:
        """What was trained, as `chatbot.reader.model` reads it."""
        tensors: dict[str, NDArray[np.generic]] = {}
        for name, value in self.state_dict().items():
            weights = value.float().numpy()
            inner = name.removeprefix(_BERT)
            if not name.startswith(_BERT):
                tensors[f"head.{name}"] = weights
            elif is_matrix(inner):
                whole, scale = quantised(weights.T)
                tensors[inner + QUANTISED] = np.ascontiguousarray(whole)
                tensors[inner + SCALE] = scale
            elif self.bert.get_parameter(inner).requires_grad:
                tensors[inner] = weights.astype(np.float16)
        save_file(tensors, path)


def loss(odds: Tensor, readable: Tensor, answer: Tensor, owner: Tensor) -> Tensor:
    """Minus the log-likelihood of the answers, averaged over questions and ends.

    All readable tokens of a question's windows compete in one softmax with a constant 0, "none of
    this answers" (Clark & Gardner 2018). Where only the answering sentence is known, any of its
    tokens is right.

    Args:
        odds: (windows, tokens, 2).
        readable: (windows, tokens), where an answer may begin or end.
        answer: (windows, tokens, 2), where it does.
        owner: (windows,), which question a window belongs to.
    """
    questions = int(owner.max()) + 1
    odds = odds.masked_fill(~readable[..., None], -1e4)
    most = torch.zeros(questions, 2).scatter_reduce(
        0, owner[:, None].expand(-1, 2), odds.detach().amax(1), "amax"
    )
    share = (odds - most[owner][:, None]).exp()
    nothing = torch.exp(-most)
    total = nothing.index_add(0, owner, share.sum(1))
    right = torch.zeros(questions, 2).index_add(0, owner, (share * answer).sum(1))
    answered = torch.zeros(questions).index_add(0, owner, answer.flatten(1).any(1).float()) > 0
    right = torch.where(answered[:, None], right, nothing)
    return (total.clamp_min(1e-9).log() - right.clamp_min(1e-9).log()).mean()
