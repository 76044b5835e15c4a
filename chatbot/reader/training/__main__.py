"""`python -m chatbot.reader.training DATA`: two stages, seeded.

First everything once, the sentence pairs by their sentence alone. What comes of that finds short
answers in the sentence pairs; the second stage learns from those too.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import torch
from torch import nn

from chatbot.reader.model import WEIGHTS
from chatbot.reader.training.alterations import Alterations
from chatbot.reader.training.corpus import covid, sentence_pairs, squad
from chatbot.reader.training.groups import Source, arrays, batches, groups
from chatbot.reader.training.labels import labels
from chatbot.reader.training.lessons import lessons
from chatbot.reader.training.mining import mine
from chatbot.reader.training.network import Network, loss
from index.embed import Embedder

_QUESTIONS = 16  # a step
_HEADS = 5  # how much faster the heads learn
# Of each corpus, how often an exercise is seen in each stage.
_SHARES = {"lessons": (1, 2.5), "squad": (1, 2), "pairs": (0.7, 0.8), "covid": (0.25, 0.3)}


def main() -> None:
    """Train, and write the weights where the reader looks for them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the folder of the data sets")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--steps", type=int, help="stop each stage after so many, for a trial")
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    corpora = [
        lessons(),
        squad(options.data / "squad2-dev-half.json"),
        sentence_pairs(options.data),
        covid(options.data / "covidqa.json"),
    ]
    embedder = Embedder()
    sources = [Source(c, mine(c, embedder), _SHARES[c.name][0], {}) for c in corpora]
    network = Network()
    train(network, sources, rate=1.2e-4, slowest=0.6, seed=options.seed, most=options.steps)
    sources = [
        replace(s, share=_SHARES[s.corpus.name][1], labels=labels(network, s.corpus))
        for s in sources
    ]
    train(network, sources, rate=1e-4, slowest=0.0, seed=options.seed + 1, most=options.steps)
    network.save(options.out)


def train(
    network: Network,
    sources: Sequence[Source],
    *,
    rate: float,
    slowest: float,
    seed: int,
    most: int | None = None,
) -> None:
    """One stage: the rate rises for a twentieth of it and falls to its slowest part by the end."""
    chance = random.Random(seed)
    made = groups(sources, Alterations(s.corpus for s in sources), chance)
    steps = int(sum(len(s.corpus.exercises) * s.share for s in sources)) // _QUESTIONS
    heads = [p for n, p in network.named_parameters() if not n.startswith("bert")]
    body = [p for n, p in network.named_parameters() if n.startswith("bert") and p.requires_grad]
    optimiser = torch.optim.AdamW(
        [{"params": body, "lr": rate}, {"params": heads, "lr": rate * _HEADS}],
        weight_decay=0.01,
        betas=(0.9, 0.98),
    )

    def speed(step: int) -> float:
        done = step / steps
        return done / 0.05 if done < 0.05 else max(slowest, slowest + (1 - slowest) * (1 - done))

    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, speed)
    network.train()
    started = time.monotonic()
    for step, batch in enumerate(batches(made, _QUESTIONS, chance)):
        if step == most:
            break
        data = arrays(batch)
        ids, mask, types = (torch.from_numpy(a) for a in (data.ids, data.mask, data.types))
        marks = (torch.from_numpy(a) for a in (data.readable, data.answer, data.owner))
        with torch.autocast("cpu", dtype=torch.bfloat16):
            odds = network(ids, mask, types)
        cost = loss(odds, *marks)
        optimiser.zero_grad()
        torch.autograd.backward(cost)
        nn.utils.clip_grad_norm_([*body, *heads], 1.0)
        optimiser.step()
        schedule.step()
        if step % 100 == 0:
            minutes = (time.monotonic() - started) / 60
            print(f"step {step} of {steps}  loss {cost.item():.3f}  {minutes:.0f} min", flush=True)
    network.eval()


if __name__ == "__main__":
    main()
