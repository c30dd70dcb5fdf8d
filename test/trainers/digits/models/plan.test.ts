import { expect, test } from "vitest";
import { layerList } from "../../../../src/trainers/digits/models/layer.js";
import {
  countActivations,
  countWeights,
  planNetwork,
} from "../../../../src/trainers/digits/models/plan.js";
import { describeShape } from "../../../../src/trainers/digits/models/shapes.js";

const plain = { batch_norm: false, dropout: 0 };

function table(layers: unknown[], settings = plain): string[] {
  const plan = planNetwork(layerList.parse(layers), settings);
  return plan.map(({ name, output, weights }) => `${name} ${describeShape(output)} ${weights}`);
}

function problem(layers: unknown[]): string {
  try {
    table(layers);
    return "none";
  } catch (error) {
    return String(error);
  }
}

test("shapes follow from windows, strides and padding; the output layer is added", () => {
  const layers = [
    { conv: { filters: 16, kernel: 5, strides: 2 } },
    { conv: { filters: 32, padding: "valid" } },
    { max_pool: { size: 3, strides: 2, padding: "same" } },
    { depthwise_conv: { kernel: [1, 3], multiplier: 2 } },
    { separable_conv: 10 },
    { avg_pool: 4 },
    "layer_norm",
    "flatten",
    { dense: 20 },
  ];
  expect(table(layers)).toEqual([
    "conv_1 14×14×16 416",
    "conv_2 12×12×32 4640",
    "max_pool_1 6×6×32 0",
    "depthwise_conv_1 6×6×64 256",
    "separable_conv_1 6×6×10 1226",
    "avg_pool_1 1×1×10 0",
    "layer_norm_1 1×1×10 20",
    "flatten_1 10 0",
    "dense_1 20 220",
    "logits 10 210",
  ]);
});

test("an image is flattened before the output layer", () => {
  expect(table([{ max_pool: 14 }])).toEqual([
    "max_pool_1 2×2×1 0",
    "flatten_1 4 0",
    "logits 10 50",
  ]);
});

test("`when` switches layers by the parameter batch_norm", () => {
  const layers = [
    { batch_norm: {}, when: "batch_norm" },
    { layer_norm: {}, when: "not batch_norm" },
    "global_avg_pool",
  ];
  expect(table(layers, { batch_norm: true, dropout: 0 })[0]).toBe("batch_norm_1 28×28×1 4");
  expect(table(layers)[0]).toBe("layer_norm_1 28×28×1 2");
});

test("a bias goes when a batch normalisation follows, and stays when an activation stands between", () => {
  const norm = { batch_norm: {}, when: "batch_norm" };
  const on = { batch_norm: true, dropout: 0 };
  expect(table([{ conv: 8 }, norm], on)[0]).toBe("conv_1 28×28×8 72");
  expect(table([{ conv: 8 }, norm])[0]).toBe("conv_1 28×28×8 80");
  expect(table([{ conv: { filters: 8, activation: "relu" } }, norm], on)[0]).toBe(
    "conv_1 28×28×8 80",
  );
});

test("a dropout takes the parameter's rate unless it has its own, and is gone when that is 0", () => {
  const layers = ["flatten", "dropout", { dropout: 0.5 }];
  expect(table(layers)).toHaveLength(3);
  const plan = planNetwork(layerList.parse(layers), { batch_norm: false, dropout: 0.2 });
  expect(plan.map(({ layer }) => layer)).toMatchObject([{}, { rate: 0.2 }, { rate: 0.5 }, {}]);
});

test("a residual gets a 1×1 convolution around it only where its shape changes", () => {
  const same = [{ conv: 4 }, { residual: [{ conv: 4 }] }];
  const half = [{ conv: 4 }, { residual: [{ conv: { filters: 6, strides: 2 } }] }];
  expect(table(same)[1]).toBe("residual_1 28×28×4 148");
  expect(table(half)[1]).toBe("residual_1 14×14×6 252"); // 222 inside, 30 around
});

test("a residual whose layers are all switched off is gone: it would double its input", () => {
  const layers = [{ residual: [{ batch_norm: {}, when: "batch_norm" }, "dropout"] }];
  expect(table(layers)).toEqual(["flatten_1 784 0", "logits 10 7850"]);
});

test("a concat joins the channels of its branches, or their features; an empty branch is its input", () => {
  const inception = {
    concat: [[{ conv: 4 }], [{ max_pool: { size: 3, strides: 1, padding: "same" } }], []],
  };
  expect(table([inception])[0]).toBe("concat_1 28×28×6 40");
  expect(table(["flatten", { concat: [[{ dense: 5 }], [{ dense: 3 }]] }])[1]).toBe(
    "concat_1 8 6280",
  );
  const plan = planNetwork(layerList.parse([inception]), plain);
  expect(countActivations(plan)).toBe(784 * (4 + 1 + 6 + 6) + 10); // the branches, the whole, flattened
});

test("a concat whose layers are all switched off is gone: it would only repeat its input", () => {
  const norm = { batch_norm: {}, when: "batch_norm" };
  expect(table([{ concat: [[norm], []] }])).toEqual(["flatten_1 784 0", "logits 10 7850"]);
});

test("a border of zeros, global pooling and slopes have their shapes and weights", () => {
  expect(
    table([{ zero_padding: [2, 0] }, { conv: 3 }, "prelu", "global_max_pool", "prelu"]),
  ).toEqual([
    "zero_padding_1 32×28×1 0",
    "conv_1 32×28×3 30",
    "prelu_1 32×28×3 3",
    "global_max_pool_1 3 0",
    "prelu_2 3 3",
    "logits 10 40",
  ]);
});

test("a bias of which something is said stays before a batch normalisation", () => {
  const conv = { filters: 8, bias_initializer: "ones" };
  expect(table([{ conv }, "batch_norm"])[0]).toBe("conv_1 28×28×8 80");
});

test("what is kept and what flows is counted, inside residuals too", () => {
  const plan = planNetwork(layerList.parse([{ residual: [{ conv: 1 }] }]), plain);
  expect(countWeights(plan)).toBe(10 + 7850);
  expect(countActivations(plan)).toBe(784 + 784 + 784 + 10);
});

test("layers that cannot follow each other are named with what was expected", () => {
  expect(problem(["flatten", { conv: 3 }])).toBe(
    "Error: `conv` expected an image, got 784 flat features: put it before `flatten`",
  );
  expect(problem([{ avg_pool: 14 }, { conv: { filters: 2, kernel: 5, padding: "valid" } }])).toBe(
    "Error: expected a window no larger than the image, got 5×5 on 2×2",
  );
  expect(problem([{ concat: [[{ max_pool: 2 }], [{ conv: 3 }]] }])).toBe(
    "Error: `concat` expected branches that give images of one size, or flat features all, got 14×14×1 and 28×28×3",
  );
  expect(problem([{ concat: [["flatten"], []] }])).toBe(
    "Error: `concat` expected branches that give images of one size, or flat features all, got 784 and 28×28×1",
  );
  expect(problem(["flatten", { dropout: { rate: 0.5, spatial: true } }])).toBe(
    "Error: `dropout: {spatial: true}` expected an image, got 784 flat features: put it before `flatten`",
  );
  expect(problem([{ residual: ["flatten"] }])).toBe(
    "Error: `residual` expected layers that keep an image an image, got 28×28×1 → 784",
  );
  expect(problem([{ residual: [{ conv: { filters: 2, padding: "valid" } }] }])).toBe(
    "Error: `residual` expected layers that keep the image's size or divide it, got 28×28×1 → 26×26×2: use `padding: same` inside",
  );
});
