import { type ComponentType, h, render } from "preact";
import type { RunDetail } from "../../../src/api/runs.js";
import type { RunSection } from "./run-section.js";

/** A section that Preact draws: brought up to date with every new state of the run. */
export function preactSection(View: ComponentType<{ detail: RunDetail }>): RunSection {
  const element = document.createElement("div");
  return {
    element,
    update: (detail) => render(h(View, { detail }), element),
    dispose: () => render(null, element),
  };
}
