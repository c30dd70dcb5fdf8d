import { z } from "zod";
import type {
  ExperimentList,
  ExperimentRequest,
  ExperimentText,
  SaveExperimentRequest,
} from "../../api/experiments.js";
import { SweepError } from "../../core/errors.js";
import type { ServerDeps } from "../deps.js";
import { requireActions } from "../require-actions.js";
import { get, post, type Route } from "../route.js";

const MOST_CHARACTERS = 500_000; // more than any experiment; the body reader's own limit is above it
const MOST_JOBS = 1_000;
const NOTHING = z.strictObject({});

const request: z.ZodType<ExperimentRequest> = z.strictObject({
  file: z.string(),
  jobs: z.number().int().min(1).max(MOST_JOBS).nullable(),
});

const saved: z.ZodType<SaveExperimentRequest> = z.strictObject({
  name: z.string(),
  text: z.string().max(MOST_CHARACTERS),
});

/** Experiments' files, what they would train, and starting them. A preview is a POST, as it costs a process. */
export function experimentRoutes(deps: ServerDeps): Route[] {
  return [
    get({
      path: "/api/experiments",
      params: NOTHING,
      query: NOTHING,
      handle() {
        const list: ExperimentList = { experiments: deps.actions?.experiments() ?? [] };
        return { type: "json", value: list };
      },
    }),
    get({
      path: "/api/experiments/text",
      params: NOTHING,
      query: z.strictObject({ file: z.string() }),
      handle({ query: { file } }) {
        const value: ExperimentText = { file, text: requireActions(deps).readExperiment(file) };
        return { type: "json", value };
      },
    }),
    post({
      path: "/api/experiments",
      params: NOTHING,
      body: saved,
      handle({ body: { name, text } }) {
        const file = requireActions(deps).saveExperiment(name, text);
        return { type: "json", value: { file, text } satisfies ExperimentText };
      },
    }),
    post({
      path: "/api/experiments/preview",
      params: NOTHING,
      body: request,
      async handle({ body }) {
        return { type: "json", value: await requireActions(deps).preview(body) };
      },
    }),
    post({
      path: "/api/experiments/start",
      params: NOTHING,
      body: request,
      handle: ({ body }) => ({ type: "json", value: requireActions(deps).start(body) }),
    }),
    launchRoute(deps),
  ];
}

function launchRoute(deps: ServerDeps): Route {
  return get({
    path: "/api/launches/:id",
    params: z.object({ id: z.string() }),
    query: NOTHING,
    handle({ params: { id } }) {
      const launch = requireActions(deps).launch(id);
      if (launch) return { type: "json", value: launch };
      throw new SweepError(
        "not-found",
        `launch: expected one that this server made since it was started, got \`${id}\``,
      );
    },
  });
}
