import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** The version of a package as this program would import it; null where it is not installed. */
export function installedVersion(name: string): string | null {
  try {
    return String(require(`${name}/package.json`).version);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "MODULE_NOT_FOUND") return null;
    throw error; // it is there, but cannot be read
  }
}
