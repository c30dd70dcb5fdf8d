import { Registry } from "../core/registry.js";
import type { SamplerDescriptor } from "./sampler.js";
import { grid } from "./samplers/grid.js";
import { random } from "./samplers/random.js";

/** Every `method` that an experiment may name. */
export const samplers = new Registry<SamplerDescriptor>("method", [grid, random]);
