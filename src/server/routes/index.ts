import type { ServerDeps } from "../deps.js";
import { permitted } from "../permission.js";
import type { Route } from "../route.js";
import { createParameterCache, createVarying } from "../varying.js";
import { annotateRoute } from "./annotate.js";
import { artifactRoute } from "./artifact.js";
import { championRoutes } from "./champion.js";
import { columnsRoute } from "./columns.js";
import { compareRoute } from "./compare.js";
import { controlRoutes } from "./control.js";
import { curvesRoute } from "./curves.js";
import { dataRoute } from "./data.js";
import { disagreementsRoute } from "./disagreements.js";
import { ensembleRoute } from "./ensemble.js";
import { experimentRoutes } from "./experiments.js";
import { groupsRoute } from "./groups.js";
import { importanceRoute } from "./importance.js";
import { logRoute } from "./log.js";
import { logFileRoute } from "./log-file.js";
import { metricsRoute } from "./metrics.js";
import { permissionRoute } from "./permission.js";
import { predictionsRoute } from "./predictions.js";
import { rowImageRoutes } from "./row-image.js";
import { runRoute } from "./run.js";
import { runsRoute } from "./runs.js";
import { runsCsvRoute } from "./runs-csv.js";
import { submissionRoutes } from "./submissions.js";
import { submitJobRoutes } from "./submit-jobs.js";
import { sweepsRoute } from "./sweeps.js";
import { systemRoute } from "./system.js";
import { valuesRoute } from "./values.js";
import { verdictRoute } from "./verdict.js";
import { viewRoutes } from "./views.js";

/** The route table: everything under /api but the event stream. */
export function createRoutes(deps: ServerDeps): Route[] {
  const parametersOf = createParameterCache(deps.store);
  const varying = createVarying(deps.store, parametersOf);
  const routes = [
    sweepsRoute(deps),
    metricsRoute(deps),
    curvesRoute(deps),
    runsRoute(deps, varying),
    runsCsvRoute(deps),
    annotateRoute(deps),
    columnsRoute(deps, parametersOf),
    groupsRoute(deps),
    valuesRoute(deps),
    ...viewRoutes(deps),
    runRoute(deps, varying, parametersOf),
    predictionsRoute(deps),
    ensembleRoute(deps),
    ...rowImageRoutes(deps),
    logRoute(deps),
    logFileRoute(deps),
    systemRoute(deps),
    artifactRoute(deps),
    compareRoute(deps),
    disagreementsRoute(deps),
    dataRoute(deps),
    ...submissionRoutes(deps),
    ...submitJobRoutes(deps),
    importanceRoute(deps),
    verdictRoute(deps),
    permissionRoute(deps),
    ...controlRoutes(deps),
    ...championRoutes(deps),
    ...experimentRoutes(deps),
  ];
  return routes.map((route) => permitted(route, deps.forbidden ?? null));
}
