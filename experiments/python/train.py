"""Softmax regression by stochastic gradient descent on noisy seven-segment digits, with the standard library alone.

The data are the "LED display" of Breiman, Friedman, Olshen and Stone, Classification and Regression Trees (1984): a digit
lights seven segments, each of which is wrong with probability 0.1, and 17 more lamps mean nothing. No classifier can be
right more often than about 74 % of the time, so that a higher validation accuracy would be luck.

How it takes part in a sweep (docs/trainers.md):
- parameters come as arguments, `--learning_rate=0.2`, because the experiment's command says "${args}";
- the seed comes from the file that SWEEP_CONFIG names, which holds the parameters too;
- metrics, progress and the finished file are lines of JSON, appended to the file that SWEEP_EVENTS names.

Run by hand (`python3 experiments/python/train.py --epochs=3`) it prints those lines and writes to ./artifacts.
"""

import argparse
import json
import math
import os
import pathlib
import random

SEGMENTS = ["1110111", "0010010", "1011101", "1011011", "0111010",
            "1101011", "1101111", "1010010", "1111111", "1111011"]  # of the digits 0 to 9
IRRELEVANT = 17
NOISE = 0.1
DATA_SEED = 1984  # the data are the same in every run, so that runs can be compared
TRAINING_ROWS = 1_000
VALIDATION_ROWS = 2_000  # one standard error of the accuracy is then 1 %


def main():
    options, seed = read_options()
    chance = random.Random(seed)
    rows = generate(random.Random(DATA_SEED), TRAINING_ROWS + VALIDATION_ROWS)
    training, validation = rows[:TRAINING_ROWS], rows[TRAINING_ROWS:]
    features = len(rows[0][0])
    weights = [[chance.gauss(0, 0.01) for _ in range(features)] for _ in range(10)]
    report(type="summary", values={"params": 10 * features, "training_rows": len(training)})
    best, kept = -1.0, []  # the answers of the best epoch are the run's predictions
    for epoch in range(options.epochs):
        loss = train_epoch(weights, training, options, chance)
        answers = [probabilities(weights, x) for x, _ in validation]
        values = {"loss": loss, **score(answers, validation)}
        if values["val_accuracy"] > best:
            best, kept = values["val_accuracy"], answers
        report(type="metrics", step=epoch, epoch=epoch, values={k: finite(v) for k, v in values.items()})
        report(type="progress", done=epoch + 1, total=options.epochs, unit="epoch", status="training")
    write_predictions(kept, validation)


def read_options():
    """Parameters from the arguments, else from config.json, else the defaults; the seed from config.json."""
    config = {}
    if "SWEEP_CONFIG" in os.environ:
        config = json.loads(pathlib.Path(os.environ["SWEEP_CONFIG"]).read_text())
    parser = argparse.ArgumentParser()
    parser.add_argument("--learning_rate", type=float, default=0.2)
    parser.add_argument("--batch_size", type=int, default=8)
    parser.add_argument("--epochs", type=int, default=15)
    parser.set_defaults(**config.get("parameters", {}))
    return parser.parse_args(), config.get("seed", 0)


def generate(chance, count):
    """`count` pairs of features, 24 numbers of 0 or 1 and a constant 1 for the bias, and the digit."""
    def row():
        digit = chance.randrange(10)
        lamps = [int(lit) ^ (chance.random() < NOISE) for lit in SEGMENTS[digit]]
        return lamps + [chance.randrange(2) for _ in range(IRRELEVANT)] + [1], digit
    return [row() for _ in range(count)]


def train_epoch(weights, rows, options, chance):
    """One pass in random order. Returns the mean cross-entropy, as it was while the weights changed."""
    order = chance.sample(rows, len(rows))
    loss = 0.0
    for start in range(0, len(order), options.batch_size):
        batch = order[start:start + options.batch_size]
        rate = options.learning_rate / len(batch)
        answers = [probabilities(weights, x) for x, _ in batch]
        for answer, (x, digit) in zip(answers, batch):
            loss -= math.log(max(answer[digit], 1e-12))
            for c in range(10):  # the gradient of cross-entropy after softmax: probability - truth
                step = rate * (answer[c] - (c == digit))
                row = weights[c]
                for i, lit in enumerate(x):
                    if lit:
                        row[i] -= step
    return loss / len(rows)


def probabilities(weights, x):
    scores = [sum(w for w, lit in zip(row, x) if lit) for row in weights]
    highest = max(scores)  # taken off, so that exp cannot overflow
    powers = [math.exp(score - highest) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]


def score(answers, rows):
    right = sum(answer.index(max(answer)) == digit for answer, (_, digit) in zip(answers, rows))
    loss = -sum(math.log(max(answer[digit], 1e-12)) for answer, (_, digit) in zip(answers, rows))
    return {"val_accuracy": right / len(rows), "val_loss": loss / len(rows)}


def write_predictions(answers, rows):
    """artifacts/predictions.csv: what comparisons, confusion matrices and ensembles read."""
    folder = pathlib.Path(os.environ.get("SWEEP_RUN_DIR", "."), "artifacts")
    folder.mkdir(exist_ok=True)
    lines = ["row,label," + ",".join(f"p{c}" for c in range(10))]
    for i, (answer, (_, digit)) in enumerate(zip(answers, rows)):
        lines.append(f"{TRAINING_ROWS + i},{digit}," + ",".join(f"{p:.6g}" for p in answer))
    (folder / "predictions.csv").write_text("\n".join(lines) + "\n")
    report(type="artifact", path="predictions.csv", kind="predictions")


def finite(value):
    """JSON has no NaN and no infinities: they are written as text."""
    if math.isfinite(value):
        return value
    return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"


def report(**event):
    line = json.dumps(event) + "\n"
    if "SWEEP_EVENTS" not in os.environ:
        print(line, end="", flush=True)
        return
    with open(os.environ["SWEEP_EVENTS"], "a") as events:
        events.write(line)


if __name__ == "__main__":
    main()
