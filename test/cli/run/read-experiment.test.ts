import { expect, it } from "vitest";
import { readExperiment } from "../../../src/cli/run/read-experiment.js";
import { plugins } from "../../../src/cli/wiring/plugins.js";
import { createWorkspace } from "../../selection/workspace.js";

it.each(["bn-aug", "bn-agu.yaml", "experiments/bn-aug.yml"])(
  "an experiment that is called `%s` where its file is wanted is found among the experiments",
  (text) => {
    const { dir, write } = createWorkspace();
    write("experiments/bn-aug.yaml", "parameters: {}\n");
    const read = (file: string) => readExperiment(file, { cwd: dir, overrides: [], plugins });
    expect(() => read(text)).toThrow(
      `${text}: expected an experiment's YAML file, found none (did you mean \`experiments/bn-aug.yaml\`?)`,
    );
    expect(() => read("unlike.yaml")).toThrow(/found none$/);
  },
);
