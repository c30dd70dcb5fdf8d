import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    env: { npm_command: "exec" }, // as under npx, whatever starts the tests: it decides how hints begin
    include: ["test/**/*.test.ts"],
    testTimeout: 60_000, // tests wait for events of real child processes, on machines of two slow cores
    hookTimeout: 60_000,
    expect: { poll: { timeout: 15_000 } },
    maxWorkers: 2,
  },
});
