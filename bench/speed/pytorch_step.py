"""The bench's training step in PyTorch on CUDA, eager and as a CUDA graph: what a GPU gives when nothing is in its way.

    python3 bench/speed/pytorch_step.py [units batch time input]

Prints steps a second, the loss read after each step (as the bench reads ours) and every 16th. Needs torch and a GPU.
"""

import json
import sys
import time

import torch
from torch import nn

TAGS, INTENTS = 20, 10


class Network(nn.Module):
    """A shared bi-LSTM and two stacked on it, for slots and for the intent, as in `our-contestant.ts`."""

    def __init__(self, units, inputs):
        super().__init__()
        self.shared = nn.LSTM(inputs, units, bidirectional=True, batch_first=True)
        self.slots = nn.LSTM(2 * units, units, bidirectional=True, batch_first=True)
        self.intent = nn.LSTM(2 * units, units, bidirectional=True, batch_first=True)
        self.tag_head = nn.Linear(2 * units, TAGS)
        self.intent_head = nn.Linear(4 * units, INTENTS)
        self.units = units

    def forward(self, x):
        shared = self.shared(x)[0]
        intent = self.intent(shared)[0]
        ends = torch.cat([intent[:, -1, : self.units], intent[:, 0, self.units :]], -1)
        summary = torch.cat([ends, intent.amax(1)], -1)
        return self.tag_head(self.slots(shared)[0]), self.intent_head(summary)


def main(units=128, batch=32, time_=16, inputs=100):
    torch.manual_seed(1)
    device = torch.device("cuda")
    network = Network(units, inputs).to(device)
    adam = torch.optim.Adam(network.parameters(), lr=1e-3, fused=True, capturable=True)
    x = torch.rand(batch, time_, inputs, device=device) * 2 - 1
    tags = torch.randint(TAGS, (batch * time_,), device=device)
    intents = torch.randint(INTENTS, (batch,), device=device)
    cross_entropy = nn.functional.cross_entropy

    def step():
        adam.zero_grad(set_to_none=True)
        tag_logits, intent_logits = network(x)
        loss = cross_entropy(tag_logits.flatten(0, 1), tags) + cross_entropy(intent_logits, intents)
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0, foreach=True)
        adam.step()
        return loss

    def rate(run, every, seconds=1.5):
        for _ in range(20):
            run().item()
        start, steps = time.perf_counter(), 0
        while time.perf_counter() - start < seconds:
            for _ in range(every):
                loss = run()
            loss.item()
            steps += every
        return round(steps / (time.perf_counter() - start), 1)

    result = {"card": torch.cuda.get_device_name(), "torch": torch.__version__}
    result["eager"] = {every: rate(step, every) for every in (1, 16)}
    stream = torch.cuda.Stream()
    stream.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(stream):
        for _ in range(3):
            step()
    torch.cuda.current_stream().wait_stream(stream)
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        loss = step()

    def replay():
        graph.replay()
        return loss

    result["graph"] = {every: rate(replay, every) for every in (1, 16)}
    print(json.dumps(result))


main(*map(int, sys.argv[1:]))
