"""What worker.ts does, with PyTorch on one thread."""

import json
import sys
import time

try:
    import torch
    from torch import nn
except ImportError:
    print("PyTorch is not installed")
    sys.exit()

torch.set_num_threads(1)
network = json.loads(sys.argv[1])
batch = network["batch"]
ACTIVATIONS = {"relu": nn.ReLU, "tanh": nn.Tanh}


def build(layers):
    """The modules of a list of layers, and what comes out: (channels, side) or a number of features."""
    modules, channels, side, flat = [], 1, 28, None
    for layer in layers:
        kind, options = next(iter(layer.items())) if isinstance(layer, dict) else (layer, {})
        if kind == "conv":
            options = options if isinstance(options, dict) else {"filters": options}
            kernel, stride = options.get("kernel", 3), options.get("strides", 1)
            same = options.get("padding", "same") == "same"
            modules.append(nn.Conv2d(channels, options["filters"], kernel, stride, kernel // 2 if same else 0))
            side = -(-side // stride) if same else (side - kernel) // stride + 1
            channels = options["filters"]
        elif kind == "batch_norm":
            modules.append(nn.BatchNorm2d(channels) if flat is None else nn.BatchNorm1d(flat))
        elif kind == "max_pool":
            modules.append(nn.MaxPool2d(options))
            side //= options
        elif kind == "flatten":
            modules.append(nn.Flatten())
            flat = channels * side * side
        elif kind == "dense":
            modules.append(nn.Linear(flat, options["units"]))
            flat = options["units"]
        name = options if kind == "activation" else options.get("activation") if isinstance(options, dict) else None
        if name:
            modules.append(ACTIVATIONS[name]())
    return modules, flat


modules, features = build(network["layers"])
model = nn.Sequential(*modules, nn.Linear(features, 10))
optimizer = torch.optim.Adam(model.parameters(), 1e-3)
criterion = nn.CrossEntropyLoss()
images, labels = torch.rand(batch, 1, 28, 28), torch.arange(batch) % 10


def step():
    optimizer.zero_grad()
    criterion(model(images), labels).backward()
    optimizer.step()


for _ in range(3):
    step()
print("ready", flush=True)
for line in sys.stdin:
    start, cpu, count = time.perf_counter(), time.process_time(), 0
    while time.perf_counter() - start < float(line):
        step()
        count += batch
    wall, cpu = time.perf_counter() - start, time.process_time() - cpu
    print(json.dumps({"wall": count / wall, "cpu": count / cpu}), flush=True)
