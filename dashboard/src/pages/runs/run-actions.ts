import type { AnnotateRequest } from "../../../../src/api/annotations.js";
import { api, csvUrl, messageOf } from "../../api-client.js";
import { toast } from "../../app/toasts.js";
import { plural } from "../../format.js";
import { queryParameters, runQuery } from "./run-query.js";
import type { RunsModel } from "./runs-model.js";
import { ALL_SWEEPS, type RunsState, type Ticked } from "./runs-state.js";

export type Change = Omit<AnnotateRequest, "ids">;

/** What can be done with runs from the table. */
export interface RunActions {
  /** Ids of the ticked runs, however they were ticked. */
  idsOf(ticked: Ticked): Promise<readonly string[]>;
  annotate(ids: readonly string[], change: Change, done?: string): Promise<void>;
  /** Hides runs from the table, with a way back. */
  archive(ids: readonly string[]): Promise<void>;
  /** What is shown, as a file: the ticked runs alone where there are any. */
  download(state: RunsState, fields: readonly string[]): void;
}

export function createRunActions(model: RunsModel): RunActions {
  const annotate = async (ids: readonly string[], change: Change, done?: string) => {
    try {
      await api.annotate({ ids: [...ids], ...change });
      if (done) toast({ text: done });
    } catch (error) {
      toast({ text: messageOf(error), isError: true });
    }
    model.touch();
  };
  return {
    idsOf: (ticked) => (ticked === "all" ? model.matchingIds() : Promise.resolve(ticked)),
    annotate,
    async archive(ids) {
      await annotate(ids, { archived: true });
      const undo = () => void annotate(ids, { archived: false });
      toast({
        text: `${plural(ids.length, "run")} archived`,
        action: { label: "Undo", run: undo },
      });
    },
    download(state, fields) {
      const query = runQuery(state, model.sweepName ?? ALL_SWEEPS);
      const only = state.ticked === "all" ? [] : state.ticked;
      const where = only.length > 0 ? `id in (${only.join(", ")})` : query.where;
      location.assign(
        csvUrl({ ...queryParameters({ ...query, where }), columns: fields.join(",") }),
      );
    },
  };
}
