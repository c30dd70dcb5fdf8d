import { samplers } from "../../search/index.js";
import { backends } from "../../trainers/backends/index.js";
import { trainers } from "../../trainers/index.js";
import type { Plugins } from "../run/read-experiment.js";

export const plugins: Plugins = { trainers, samplers, backends };
