import type { DataLook, RowPicture } from "../../core/data-look.js";
import type { RunRecord } from "../../core/records.js";
import type { OnProgress } from "../../core/trainer.js";
import type { DataReport, NothingThere, Picture } from "../../report/report.js";
import { digitPng } from "../../trainers/digits/data/index.js";
import { splitFact } from "../data/format-data-look.js";
import { lookInWorker } from "../data/look-in-worker.js";
import { digitsOf } from "../digits-runs.js";
import { formatCount } from "../format/number.js";
import { cacheDirOf } from "../run/plan-sweep.js";

const SAMPLES = 8; // of each class

export interface LookOptions {
  runsDir: string;
  /** URL of the compiled data/worker.js. */
  entry: URL;
  onProgress: OnProgress;
}

/** The data of a digits run; others know their own. A first look at data takes seconds to a minute, and is kept. */
export async function dataReport(
  run: RunRecord | undefined,
  { runsDir, entry, onProgress }: LookOptions,
): Promise<DataReport | NothingThere> {
  if (!run) return { nothing: "There is no run that could say which data it has." };
  const description = await digitsOf(runsDir, run.id);
  if (!description) return { nothing: otherData(run) };
  const job = { kind: "described", description, cacheDir: cacheDirOf(runsDir) } as const;
  try {
    return reportOf(await lookInWorker(job, { entry, onProgress }));
  } catch (error) {
    return { nothing: `The data cannot be read any more: ${(error as Error).message}` };
  }
}

function otherData(run: RunRecord): string {
  const { trainer, data } = run.definition;
  const described = data === null ? "" : ` It is described as ${JSON.stringify(data)}.`;
  return trainer.kind === "command"
    ? `The runs were trained by a command, which alone knows its data.${described}`
    : `The runs' folders no longer say which digits they were given.${described}`;
}

function reportOf(look: DataLook): DataReport {
  const { source, train, test, split, duplicates } = look;
  const from = source === "embedded" ? "MNIST, as it comes with sweep" : train.file;
  return {
    facts: [
      ["source", from],
      ["labelled rows", `${formatCount(train.rows)} (SHA-256 ${train.sha256})`],
      splitFact(split),
      ["rows to predict", formatCount(test.rows)],
      [
        "duplicates",
        `${formatCount(duplicates.exactAcross)} equal and ${formatCount(duplicates.near)} nearly equal pairs of ${split.kind === "one" ? "a training and a validation row" : "rows of different folds"}`,
      ],
    ],
    parts: look.parts,
    classes: look.classes.map(({ label, parts, samples }) => ({
      ...{ label, parts },
      samples: samples.slice(0, SAMPLES).map((sample) => pictureOf(sample, label)),
    })),
  };
}

function pictureOf({ row, picture }: RowPicture, label: number): Picture {
  const png = digitPng(Buffer.from(picture, "base64"));
  return { source: dataUri(png), words: `A ${label}, row ${row}` };
}

export function dataUri(png: Uint8Array): string {
  return `data:image/png;base64,${Buffer.from(png).toString("base64")}`;
}
