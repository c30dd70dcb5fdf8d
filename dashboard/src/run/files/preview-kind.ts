export type PreviewKind = "picture" | "text" | "table";

/** How a file can be shown, by its name; null where it cannot. */
export function previewKind(path: string): PreviewKind | null {
  const extension = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? "";
  if (["png", "jpg", "jpeg", "gif", "webp", "svg"].includes(extension)) return "picture";
  if (extension === "csv") return "table";
  return TEXTS.has(extension) ? "text" : null;
}

const TEXTS = new Set([
  "json",
  "jsonl",
  "txt",
  "log",
  "md",
  "yaml",
  "yml",
  "toml",
  "py",
  "js",
  "ts",
  "sh",
  "xml",
  "tsv",
  "ini",
  "diff",
]);
