"""PyTorch's half of bench/train-step: runs blocks of training steps on request.

Usage: train_step.py THREADS. A line `{"case": name, "steps": n}` on standard input is answered by
`{"milliseconds": [...], "loss": x}` on standard output. `"clock": "cpu"` counts processor time.
"""

import json
import math
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

torch.set_num_threads(int(sys.argv[1]))
torch.manual_seed(1)


def adam(modules, **options):
    parameters = [p for module in modules for p in module.parameters()]
    return torch.optim.Adam(parameters, fused=True, **options)


class Rows:
    """Batches of random rows of a matrix."""

    def __init__(self, data, batch):
        self.data, self.batch, self.order, self.at = data, batch, None, 0

    def next(self):
        if self.order is None or self.at + self.batch > len(self.order):
            self.order, self.at = torch.randperm(len(self.data[0])), 0
        index = self.order[self.at : self.at + self.batch]
        self.at += self.batch
        return [part.index_select(0, index) for part in self.data]


def mlp(batch, sizes):
    layers = []
    for i, (a, b) in enumerate(zip(sizes, sizes[1:])):
        layers += [nn.Linear(a, b)] + ([nn.ReLU()] if i < len(sizes) - 2 else [])
    net = nn.Sequential(*layers)
    rows = Rows([torch.randn(5000, sizes[0]), torch.randn(5000, sizes[-1])], batch)
    optimiser = adam([net], lr=1e-3)

    def step():
        x, y = rows.next()
        optimiser.zero_grad(set_to_none=True)
        loss = F.mse_loss(net(x), y)
        loss.backward()
        optimiser.step()
        return loss

    return step


# Adult as CTGAN encodes it: 6 numbers of one scalar and 10 modes, 9 categories.
NUMBERS, MODES = 6, 10
CATEGORIES = [9, 16, 7, 15, 6, 5, 2, 42, 2]
WIDTH = NUMBERS * (1 + MODES) + sum(CATEGORIES)
SPANS = [MODES] * NUMBERS + CATEGORIES


def records(count):
    """Scalars first, then one-hot spans."""
    parts = [torch.rand(count, NUMBERS) * 2 - 1]
    parts += [F.one_hot(torch.randint(0, n, (count,)), n).float() for n in SPANS]
    return torch.cat(parts, 1)


def tvae(batch=500, width=128, latent=128):
    encoder = nn.Sequential(nn.Linear(WIDTH, width), nn.ReLU(), nn.Linear(width, width), nn.ReLU())
    mean, log_deviation = nn.Linear(width, latent), nn.Linear(width, latent)
    decoder = nn.Sequential(
        nn.Linear(latent, width), nn.ReLU(), nn.Linear(width, width), nn.ReLU(), nn.Linear(width, WIDTH)
    )
    log_sigma = nn.Parameter(torch.full((NUMBERS,), math.log(0.1)))
    spread = nn.ParameterList([log_sigma])
    optimiser = adam([encoder, mean, log_deviation, decoder, spread], lr=1e-3)
    rows = Rows([records(5000)], batch)

    def step():
        (x,) = rows.next()
        optimiser.zero_grad(set_to_none=True)
        hidden = encoder(x)
        mu, log_s = mean(hidden), log_deviation(hidden)
        z = mu + torch.exp(log_s) * torch.randn_like(mu)
        y = decoder(z)
        error = (x[:, :NUMBERS] - torch.tanh(y[:, :NUMBERS])) * torch.exp(-log_sigma)
        loss = (0.5 * error.square() + log_sigma).sum()
        at = NUMBERS
        for n in SPANS:
            target = x[:, at : at + n]
            loss = loss - (target * F.log_softmax(y[:, at : at + n], 1)).sum()
            at += n
        divergence = 0.5 * (mu.square() + torch.exp(2 * log_s) - 1 - 2 * log_s).sum()
        loss = (2 * loss + divergence) / batch
        loss.backward()
        optimiser.step()
        return loss

    return step


def critic(batch=500, pack=10, condition=104):
    features = (WIDTH + condition) * pack
    packs = batch // pack
    net = nn.Sequential(
        nn.Linear(features, 256),
        nn.LeakyReLU(0.2),
        nn.Dropout(0.5),
        nn.Linear(256, 256),
        nn.LeakyReLU(0.2),
        nn.Dropout(0.5),
        nn.Linear(256, 1),
    )
    optimiser = adam([net], lr=2e-4, betas=(0.5, 0.9))
    data = [torch.randn(500, features), torch.randn(500, features)]
    rows = Rows(data, packs)

    def step():
        real, fake = rows.next()
        optimiser.zero_grad(set_to_none=True)
        between = (real + torch.rand(packs, 1) * (fake - real)).requires_grad_(True)
        (slope,) = torch.autograd.grad(net(between).sum(), between, create_graph=True)
        penalty = (slope.norm(2, dim=1) - 1).square().mean()
        loss = net(fake).mean() - net(real).mean() + 10 * penalty
        loss.backward()
        optimiser.step()
        return loss

    return step


def conv_vae(batch=64, latent=16):
    encoder = nn.Sequential(
        nn.Conv2d(1, 32, 4, 2, 1),
        nn.ReLU(),
        nn.Conv2d(32, 64, 4, 2, 1),
        nn.ReLU(),
        nn.Conv2d(64, 64, 3, 1, 1),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(64 * 49, 2 * latent),
    )
    decoder = nn.Sequential(
        nn.Linear(latent, 64 * 49),
        nn.ReLU(),
        nn.Unflatten(1, (64, 7, 7)),
        nn.Conv2d(64, 64, 3, 1, 1),
        nn.ReLU(),
        nn.ConvTranspose2d(64, 32, 4, 2, 1),
        nn.ReLU(),
        nn.ConvTranspose2d(32, 1, 4, 2, 1),
    )
    optimiser = adam([encoder, decoder], lr=1e-3)
    rows = Rows([torch.rand(2000, 1, 28, 28)], batch)

    def step():
        (x,) = rows.next()
        optimiser.zero_grad(set_to_none=True)
        mu, log_s = encoder(x).chunk(2, 1)
        z = mu + torch.exp(log_s) * torch.randn_like(mu)
        loss = F.binary_cross_entropy_with_logits(decoder(z), x, reduction="sum")
        loss = loss + 0.5 * (mu.square() + torch.exp(2 * log_s) - 1 - 2 * log_s).sum()
        loss = loss / batch
        loss.backward()
        optimiser.step()
        return loss

    return step


def autoregressive(batch=500, width=128, head_width=64):
    bins = [10_000] + [64] * 14
    fields = len(bins)
    start = torch.tensor([sum(bins[:i]) for i in range(fields)])
    unknown = sum(bins)
    vectors = nn.Embedding(unknown + 1, width)
    hidden = nn.Linear(width, fields * head_width)
    heads = nn.ModuleList([nn.Linear(head_width, n) for n in bins])
    optimiser = adam([vectors, hidden, heads], lr=1e-3)
    rows = Rows([torch.stack([torch.randint(0, n, (5000,)) for n in bins], 1)], batch)
    places = torch.arange(fields) / fields

    def step():
        (x,) = rows.next()
        optimiser.zero_grad(set_to_none=True)
        key = torch.where(torch.rand(batch, 1) > 0.5, places, torch.rand(batch, fields))
        known = torch.rand(batch, 1) > key
        state = vectors(torch.where(known, x + start, unknown)).sum(1)
        inner = F.relu(hidden(F.relu(state)))
        losses = [
            F.cross_entropy(head(part), x[:, i], reduction="none")
            for i, (head, part) in enumerate(zip(heads, inner.split(head_width, 1)))
        ]
        is_hidden = (~known).float()
        sums = (torch.stack(losses, 1) * is_hidden).sum(1)
        loss = (sums / is_hidden.sum(1).clamp(min=1)).mean()
        loss.backward()
        optimiser.step()
        return loss

    return step


CASES = {
    "mlp": lambda: mlp(500, [160, 256, 256, 160]),
    "tvae": tvae,
    "critic": critic,
    "conv-vae": conv_vae,
    "article-gan-generator": lambda: mlp(64, [128, 256, 512, 1024, 2048]),
    "autoregressive": autoregressive,
}

print(json.dumps({"version": f"PyTorch {torch.__version__}"}), flush=True)
made = {}
for line in sys.stdin:
    request = json.loads(line)
    step = made.setdefault(request["case"], None) or CASES[request["case"]]()
    made[request["case"]] = step
    clock = time.process_time if request.get("clock") == "cpu" else time.perf_counter
    milliseconds = []
    for _ in range(request["steps"]):
        started = clock()
        loss = step()
        milliseconds.append((clock() - started) * 1e3)
    print(json.dumps({"milliseconds": milliseconds, "loss": loss.item()}), flush=True)
