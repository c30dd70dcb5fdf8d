/** `import { createTracker } from "sweep/tracker"`: what a trainer in JavaScript or TypeScript reports with. */
export { type At, createTracker, type Tracker } from "./tracker.js";
