import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { SweepError } from "../core/errors.js";

export const DEFAULT_COMPETITION = "digit-recognizer";

export interface KagglePush {
  /** Absolute path of the CSV file. */
  file: string;
  /** Kaggle's short name of the competition. */
  competition: string;
  /** Shown beside the submission on Kaggle. */
  message: string;
}

/**
 * Hands a file to Kaggle's own command, found on the PATH of `env`. @returns what it said.
 *
 * @throws SweepError("environment") when it is not installed, and with its own words when it did not accept the file. It reports
 * some refusals with exit code 0, so only its words of success count.
 */
export async function pushToKaggle(
  { file, competition, message }: KagglePush,
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const args = ["competitions", "submit", "-c", competition, "-f", file, "-m", message];
  const child = spawn("kaggle", args, { env, stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise<number | NodeJS.Signals | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve(code ?? signal));
  });
  const output = Promise.all([text(child.stdout), text(child.stderr)]);
  const end = await ended.catch((cause: NodeJS.ErrnoException) => {
    throw notStarted(cause);
  });
  const said = (await output).map((part) => part.trim()).filter((part) => part !== "");
  if (end === 0 && said.some((part) => SUCCESS.test(part))) return said.join("\n");
  const how = end === 0 ? "did not say that it submitted the file" : `ended with ${end}`;
  throw new SweepError(
    "environment",
    `kaggle ${args.slice(0, 4).join(" ")} ${how}:\n${said.join("\n") || "(it printed nothing)"}`,
  );
}

const SUCCESS = /successfully submitted/i;

function notStarted(cause: NodeJS.ErrnoException): SweepError {
  const why =
    cause.code === "ENOENT"
      ? "expected Kaggle's command on the PATH, got none. `pip install kaggle` installs it; it needs an API token"
      : cause.message;
  return new SweepError("environment", `kaggle: ${why}`, { cause });
}
