import { assertNever } from "../../core/assert-never.js";
import type { Colours } from "../format/colours.js";
import type { Look } from "../format/look.js";
import { formatNumber } from "../format/number.js";
import { formatTable } from "../format/table.js";
import type { DeviceReport } from "./backends.js";
import { type Check, fail, ok, type Status, warn } from "./check.js";
import type { Diagnosis } from "./diagnose.js";

/** One line for each check and each backend, and below them what the figures mean. */
export function formatDiagnosis(diagnosis: Diagnosis, look: Look): string {
  const { checks, backends, gpu, measured } = diagnosis;
  const tried = backends.map((report) => checkOf(`backend ${report.type}`, report));
  const rows = [...checks, ...tried, checkOf("device gpu", gpu)];
  const columns = [{ title: "" }, { title: "" }, { title: "" }];
  const cells = rows.map((check) => [paint(check.status, look.colours), check.what, text(check)]);
  const table = formatTable(columns, cells, { ...look, width: undefined }); // advice is read whole
  return measured === null ? table : `${table}\n${look.colours.dim(explain(measured))}\n`;
}

function checkOf(what: string, report: DeviceReport): Check {
  switch (report.state) {
    case "works":
      return report.warnings.length > 0
        ? warn(what, `${speed(report)}; ${report.warnings.join("; ")}`)
        : ok(what, speed(report));
    case "unavailable":
      return warn(what, `not available: ${report.reason}`);
    case "broken":
      return fail(what, report.reason);
    default:
      return assertNever(report);
  }
}

const DIGITS = 3; // two seconds measure no more

function speed({ description, imagesPerSecond }: Extract<DeviceReport, { state: "works" }>) {
  if (imagesPerSecond === null) return description;
  return `${formatNumber(Number(imagesPerSecond.toPrecision(DIGITS)))} images/s, ${description}`;
}

function text({ details, advice }: Check): string {
  return advice === null ? details : `${details} → ${advice}`;
}

function paint(status: Status, colours: Colours): string {
  switch (status) {
    case "ok":
      return colours.green(status);
    case "warn":
      return colours.yellow(status);
    case "fail":
      return colours.red(status);
    default:
      return assertNever(status);
  }
}

function explain({ model, batch_size }: NonNullable<Diagnosis["measured"]>): string {
  return `images/s: one run that trains \`${model}\` with batch normalisation on ${batch_size} images a step (a slow backend: on fewer)`;
}
