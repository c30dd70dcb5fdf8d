import type { DataLook } from "../../core/data-look.js";
import { shownPath } from "../../selection/shown-path.js";
import { formatFacts } from "../format/facts.js";
import type { Look } from "../format/look.js";
import { formatCount } from "../format/number.js";
import { formatPercent } from "../format/percent.js";
import { formatTable } from "../format/table.js";

/** The facts of a look as text. */
export function formatDataLook(look: DataLook, style: Look & { cwd: string }): string {
  return [
    formatFacts(aboutFiles(look, style.cwd), style),
    classTable(look, style),
    formatFacts(aboutPixels(look), style),
    formatFacts(aboutDuplicates(look), style),
  ].join("\n");
}

function aboutFiles({ source, train, test, split }: DataLook, cwd: string) {
  const file = ({ file, rows }: DataLook["train"]) =>
    `${shownPath(file, cwd)}, ${formatCount(rows)} rows`;
  return [
    ["data", source === "embedded" ? "the digits that come with sweep" : "your own files"],
    ["training file", file(train)],
    ["test file", file(test)],
    [
      "split",
      `${formatCount(split.train)} to train on, ${formatCount(split.validation)} for validation (seed ${split.seed})`,
    ],
  ] as const;
}

const COLUMNS = [
  { title: "CLASS", align: "right" },
  { title: "TRAIN", align: "right" },
  { title: "VALIDATION", align: "right" },
  { title: "SHARE", align: "right" },
  { title: "UNLIKE THE OTHERS (rows)", flexible: true },
] as const;

function classTable({ classes, train }: DataLook, style: Look): string {
  const rows = classes.map(({ label, train: learned, validation, outliers }) => [
    String(label),
    formatCount(learned),
    formatCount(validation),
    formatPercent((learned + validation) / train.rows),
    outliers.map(({ row }) => row).join(" "),
  ]);
  return formatTable(COLUMNS, rows, style);
}

function aboutPixels({ pixels, side }: DataLook) {
  const { min, max, mean, sd, zeros, alwaysZero } = pixels;
  return [
    [
      "grey levels",
      `${min} to ${max}, mean ${mean.toFixed(1)}, standard deviation ${sd.toFixed(1)}`,
    ],
    ["zero", `${formatPercent(zeros)} of all; ${alwaysZero} of ${side * side} pixels in every row`],
  ] as const;
}

function aboutDuplicates({ duplicates }: DataLook) {
  const { exact, exactAcross, contradictions, near, nearContradictions, threshold, pairs } =
    duplicates;
  const [first] = pairs;
  const most =
    first &&
    `rows ${first.train.row} and ${first.validation.row}, correlation ${first.correlation.toFixed(4)}`;
  return [
    [
      "equal pictures",
      `${formatCount(exact)} pairs, ${formatCount(exactAcross)} of them between training and validation`,
    ],
    [
      "with two labels",
      `${formatCount(contradictions)} pairs of equal, ${formatCount(nearContradictions)} of nearly equal pictures`,
    ],
    [
      "nearly equal",
      `${formatCount(near)} pairs between training and validation (correlation ${threshold} or more)`,
    ],
    ["most alike", most ?? null],
  ] as const;
}
