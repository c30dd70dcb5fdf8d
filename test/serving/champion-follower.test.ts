import { expect, test } from "vitest";
import { ChampionFollower } from "../../src/serving/champion-follower.js";
import { ModelSlot } from "../../src/serving/model-slot.js";
import { type FakeModel, fakeModel } from "./fake-model.js";

function following() {
  const models: FakeModel[] = [fakeModel("a", 0)];
  const problems: string[] = [];
  const slot = new ModelSlot(models[0] as FakeModel, (error) => problems.push(String(error)));
  let champion: string | null = "a";
  const follower = new ChampionFollower({
    slot,
    championId: () => champion,
    async open(run) {
      if (run === "broken") throw new Error("model.onnx was changed");
      const model = fakeModel(run, models.length);
      models.push(model);
      return model;
    },
    onSwap: () => {},
    onProblem: (problem) => problems.push(problem),
  });
  const promote = async (run: string | null) => {
    champion = run;
    await follower.check();
    return slot.model.card.run;
  };
  return { models, problems, follower, promote };
}

test("a new champion takes over, and the one before again when the promotion is undone", async () => {
  const { models, problems, promote } = following();
  expect(await promote("b")).toBe("b");
  expect(await promote("a")).toBe("a");
  expect(models.map(({ isReleased }) => isReleased)).toEqual([true, true, false]);
  expect(problems).toEqual([]);
});

test("without a change nothing is loaded, and without a champion the last one goes on", async () => {
  const { models, promote } = following();
  expect(await promote("a")).toBe("a");
  expect(await promote(null)).toBe("a");
  expect(models).toHaveLength(1);
});

test("a champion that cannot be loaded leaves the old one in place, is said once, and is over with the next", async () => {
  const { problems, follower, promote } = following();
  expect(await promote("broken")).toBe("a");
  expect(await promote("broken")).toBe("a");
  expect(problems).toEqual(["the champion cannot be served: model.onnx was changed"]);
  expect(follower.problem).toBe(problems[0]);
  expect(await promote("a")).toBe("a");
  expect(follower.problem).toBeNull();
  expect(await promote("b")).toBe("b");
});
