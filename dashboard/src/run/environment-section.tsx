import type { RunDetail } from "../../../src/api/runs.js";
import { formatBytes } from "../format.js";

/** On what the last attempt was started, and in which state the code was. */
export function EnvironmentSection({ detail: { environment } }: { detail: RunDetail }) {
  if (!environment) return null;
  const { sweep, node, os, arch, host, cpu, cores, memory_bytes, packages, git, files } =
    environment;
  const facts: [string, string, string?][] = [
    ["machine", `${host}: ${cpu}, ${cores} cores, ${formatBytes(memory_bytes)}`],
    ["system", `${os} ${arch}`],
    ["versions", `sweep ${sweep}, Node ${node}`],
    ...Object.entries(packages).map(([name, version]): [string, string] => [name, version]),
  ];
  if (git) {
    facts.push([
      "git commit",
      `${git.commit.slice(0, 12)}${git.branch ? ` on ${git.branch}` : ""}`,
      git.commit,
    ]);
    facts.push(["not committed", uncommitted(git), git.diff?.sha256]);
  }
  for (const { path, sha256, bytes, kept } of files)
    facts.push([
      path,
      `${sha256.slice(0, 12)}, ${formatBytes(bytes)}${kept ? ", a copy is kept" : ""}`,
      sha256,
    ]);
  return (
    <section class="card" aria-labelledby="environment">
      <h2 id="environment">Environment</h2>
      <dl class="facts">
        {facts.map(([name, value, title]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd title={title}>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

type Git = NonNullable<NonNullable<RunDetail["environment"]>["git"]>;

function uncommitted({ dirty, diff }: Git): string {
  if (!dirty) return "nothing";
  if (!diff) return "changes, too large to take in";
  return `changes of ${formatBytes(diff.bytes)}${diff.kept ? ", a copy is kept" : ""}`;
}
