import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const ROOT = resolve(fileURLToPath(import.meta.url), "../..");
const SRC = join(ROOT, "src");

/**
 * What each layer may import: a folder, or single interface files of a folder. A layer may always import itself.
 * The reasons are in CONTRIBUTING.md.
 */
const ALLOWED: Record<string, string[]> = {
  core: [],
  spec: ["core"],
  query: ["core"],
  search: ["core"],
  protocol: ["core"],
  store: ["core", "query"],
  api: ["core"],
  tracker: ["core", "protocol"],
  trainers: ["core", "protocol", "tracker"],
  executors: ["core", "protocol"],
  scheduler: [
    "core",
    "spec",
    "protocol",
    "search/sampler.ts",
    "store/store.ts",
    "executors/executor.ts",
  ],
  selection: ["core", "query", "protocol", "store/store.ts"],
  analysis: ["core", "protocol", "selection"],
  server: ["core", "query", "protocol", "api", "store/store.ts", "selection", "analysis"],
  serving: ["core", "api", "server/express-adapter.ts", "server/security.ts"],
  report: [],
  cli: [
    "report",
    "core",
    "spec",
    "query",
    "search",
    "protocol",
    "store",
    "api",
    "tracker",
    "trainers",
    "executors",
    "scheduler",
    "selection",
    "analysis",
    "server",
    "serving",
  ],
};

/** What the dashboard's bundle may contain besides its own code. */
const LIBRARIES =
  /^(preact|@preact\/signals|@tanstack\/virtual-core|anser|chart\.js|chartjs-plugin-zoom|d3-contour|d3-delaunay)(\/|$)/;

/** What computes models, in the bundle of `sweep export --format bundle` alone. */
const TENSOR_LIBRARIES = /^@tensorflow\//;
const BUNDLE = "dashboard/src/bundle/";

/** Code that the browser runs, too; it imports nothing. */
const SHARED = "src/core/normalise-digit.js";

interface Import {
  from: string;
  to: string;
  typeOnly: boolean;
}

describe("the architecture", () => {
  const files = sourceFiles(SRC);
  const imports = files.flatMap(importsOf);

  it("has source files in known layers only", () => {
    expect([...new Set(files.map(layerOf))].filter((layer) => !(layer in ALLOWED))).toEqual([]);
    expect(files.length).toBeGreaterThan(50);
    expect(imports.length).toBeGreaterThan(100);
  });

  it("has no import that its layer does not allow", () => {
    expect(imports.filter((edge) => !isAllowed(edge)).map(show)).toEqual([]);
  });

  it("has no import cycle", () => {
    expect(findCycle(files, imports)).toEqual([]);
  });

  it("lets the types shared with the browser import nothing at run time", () => {
    const edges = imports.filter(({ from, typeOnly }) => layerOf(from) === "api" && !typeOnly);
    expect(edges.map(show)).toEqual([]);
  });

  it("lets the code that the browser runs, too, import nothing", () => {
    const file = join(ROOT, SHARED.replace(/\.js$/, ".ts"));
    expect(statementsOf(file)).toEqual([]);
  });

  it("lets the dashboard import only types of the API, its own files and its libraries", () => {
    const foreign = sourceFiles(join(ROOT, "dashboard"))
      .flatMap((file) => statementsOf(file).map((statement) => ({ file, ...statement })))
      .filter(({ file, specifier, typeOnly }) => {
        if (!specifier.startsWith(".")) {
          const isTensors = TENSOR_LIBRARIES.test(specifier);
          return isTensors ? !relative(ROOT, file).startsWith(BUNDLE) : !LIBRARIES.test(specifier);
        }
        const target = relative(ROOT, resolve(dirname(file), specifier));
        const isShared = target.startsWith("src/api/") ? typeOnly : target === SHARED;
        return !target.startsWith("dashboard/") && !isShared;
      });
    expect(foreign.map(({ file, specifier }) => `${relative(ROOT, file)} → ${specifier}`)).toEqual(
      [],
    );
  });

  it("lets only the composition root and its adapters read the environment or set signal handlers", () => {
    const outside = files
      .filter(
        (file) =>
          !/^(cli|executors\/local|tracker|trainers\/digits\/entry|trainers\/backends\/tensorflow)/.test(
            relative(SRC, file),
          ),
      )
      .filter((file) => /\bprocess\.(env|on|once|exit)\b/.test(readFileSync(file, "utf8")));
    expect(outside.map((file) => relative(SRC, file))).toEqual([]);
  });
});

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourceFiles(path);
    return /\.tsx?$/.test(path) ? [path] : [];
  });
}

function statementsOf(file: string): { specifier: string; typeOnly: boolean }[] {
  const text = readFileSync(file, "utf8");
  const pattern =
    /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[^"';]*?\sfrom\s+)?["']([^"']+)["']|import\(\s*["']([^"']+)["']\s*\)/g;
  return [...text.matchAll(pattern)].map(([, type, name, dynamic]) => ({
    specifier: name ?? dynamic ?? "",
    typeOnly: type !== undefined,
  }));
}

function importsOf(file: string): Import[] {
  return statementsOf(file)
    .filter(({ specifier }) => specifier.startsWith("."))
    .map(({ specifier, typeOnly }) => ({
      from: file,
      to: resolve(dirname(file), specifier.replace(/\.js$/, ".ts")),
      typeOnly,
    }));
}

function layerOf(file: string): string {
  return relative(SRC, file).split("/")[0] ?? "";
}

function isAllowed({ from, to }: Import): boolean {
  const layer = layerOf(from);
  const target = relative(SRC, to);
  return (
    layerOf(to) === layer ||
    (ALLOWED[layer] ?? []).some((each) => target === each || target.startsWith(`${each}/`))
  );
}

function show({ from, to }: Import): string {
  return `${relative(SRC, from)} → ${relative(SRC, to)}`;
}

/** Depth-first search; the first cycle found, as paths, or []. */
function findCycle(files: string[], imports: Import[]): string[] {
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): string[] => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return [];
    path.push(file);
    for (const { to } of imports.filter(({ from }) => from === file)) {
      const cycle = visit(to);
      if (cycle.length > 0) return cycle;
    }
    path.pop();
    done.add(file);
    return [];
  };
  for (const file of files) {
    const cycle = visit(file);
    if (cycle.length > 0) return cycle.map((each) => relative(SRC, each));
  }
  return [];
}
