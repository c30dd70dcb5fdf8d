import * as tf from "@tensorflow/tfjs-core";
import { Unlowerable } from "../kernel.js";
import type { Recorder } from "./recorder.js";
import { sizeOf, type Value } from "./value.js";

/** What a variable holds when the step begins. */
export interface Home {
  variable: tf.Variable;
  home: tf.Tensor;
}

/**
 * Lets `body` assign to variables and make new ones, and then gives each the numbers back that it had before it, or was made with:
 * the recording says what a step does to variables, it does not do it.
 */
export function keepingVariables<T>(
  variables: tf.Variable[],
  recorder: Recorder,
  body: (homes: Home[]) => T,
): T {
  const homes = variables.map(homeOf);
  const engine = tf.engine();
  const { makeVariable } = engine;
  engine.makeVariable = (initial, ...rest) => {
    const start = concrete(recorder.valueOf(initial));
    const variable = makeVariable.call(engine, start, ...rest);
    homes.push({ variable, home: tf.keep(start) });
    recorder.variable(variable);
    return variable;
  };
  try {
    return body(homes);
  } finally {
    engine.makeVariable = makeVariable;
    homes.forEach(giveBack);
  }
}

/** A clone keeps the numbers alive while the variable is assigned others. */
function homeOf(variable: tf.Variable): Home {
  return { variable, home: tf.keep(variable.clone()) };
}

function giveBack({ variable, home }: Home): void {
  if (!variable.isDisposed && variable.dataId !== home.dataId) variable.assign(home);
  home.dispose();
}

/** A variable that a step makes, as an optimizer does in its first one, must begin with numbers that are known. */
function concrete({ source, shape, dtype }: Value): tf.Tensor {
  if (source.kind === "splat") {
    const numbers = Array<number>(sizeOf(shape)).fill(source.number);
    return tf.tensor(numbers, shape, dtype);
  }
  if (source.kind === "constant") return tf.tensor(Array.from(source.data), shape, dtype);
  throw new Unlowerable("making a variable of computed numbers");
}
