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
    splitFact(split),
  ] as const;
}

/** Name and words of how the rows are divided. */
export function splitFact(split: DataLook["split"]): [name: string, words: string] {
  if (split.kind === "one") {
    const { train, validation, seed } = split;
    const counts = `${formatCount(train)} to train on, ${formatCount(validation)} for validation`;
    return ["split", `${counts} (seed ${seed})`];
  }
  const { folds, seed } = split;
  const rows = rangeText(folds);
  const words = `${folds.length} of ${rows} rows (seed ${seed}): each judges what all others teach, so that every row is for validation once`;
  return ["folds", words];
}

const MOST_COLUMNS = 6; // parts that fit beside the others; more are told together: they differ by a row at most

function classTable({ classes, parts, train }: DataLook, style: Look): string {
  const isEach = parts.length <= MOST_COLUMNS;
  const rows = classes.map(({ label, rows, parts, outliers }) => [
    String(label),
    ...(isEach ? parts.map(formatCount) : [rangeText(parts)]),
    formatPercent(rows / train.rows),
    outliers.map(({ row }) => row).join(" "),
  ]);
  const titles = isEach ? parts.map((name) => name.toUpperCase()) : ["EACH FOLD"];
  const columns = [
    ...["CLASS", ...titles, "SHARE"].map((title) => ({ title, align: "right" as const })),
    { title: "UNLIKE THE OTHERS (rows)", flexible: true },
  ];
  return formatTable(columns, rows, style);
}

/** `14,000`, or `1,374 to 1,375`. */
function rangeText(counts: readonly number[]): string {
  const [low, high] = [Math.min(...counts), Math.max(...counts)];
  return low === high ? formatCount(low) : `${formatCount(low)} to ${formatCount(high)}`;
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

function aboutDuplicates({ duplicates, split }: DataLook) {
  const { exact, exactAcross, contradictions, near, nearContradictions, threshold, pairs } =
    duplicates;
  const [first] = pairs;
  const most =
    first &&
    `rows ${first.train.row} and ${first.validation.row}, correlation ${first.correlation.toFixed(4)}`;
  const across = split.kind === "one" ? "between training and validation" : "of different folds";
  return [
    [
      "equal pictures",
      `${formatCount(exact)} pairs, ${formatCount(exactAcross)} of them ${across}`,
    ],
    [
      "with two labels",
      `${formatCount(contradictions)} pairs of equal, ${formatCount(nearContradictions)} of nearly equal pictures`,
    ],
    ["nearly equal", `${formatCount(near)} pairs ${across} (correlation ${threshold} or more)`],
    ["most alike", most ?? null],
  ] as const;
}
