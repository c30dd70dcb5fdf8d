import { statSync } from "node:fs";
import { messageOf, SweepError } from "../core/errors.js";

export interface FileCacheOptions<T> {
  read(file: string): T;
  /** How many files' values are kept; the one that was asked for longest ago makes room. */
  capacity: number;
}

/** Values read from files, kept until the file changes. */
export class FileCache<T> {
  readonly #options: FileCacheOptions<T>;
  readonly #entries = new Map<string, { version: string; value: T }>();

  constructor(options: FileCacheOptions<T>) {
    this.#options = options;
  }

  /** Null when there is no such file. @throws SweepError("data") that names the file when it cannot be read. */
  get(file: string): T | null {
    const stats = statSync(file, { throwIfNoEntry: false });
    if (!stats?.isFile()) return null;
    const version = `${stats.mtimeMs}:${stats.size}`;
    const cached = this.#entries.get(file);
    const value = cached?.version === version ? cached.value : this.#read(file);
    this.#remember(file, { version, value });
    return value;
  }

  #read(file: string): T {
    try {
      return this.#options.read(file);
    } catch (error) {
      const message = messageOf(error);
      const named = message.startsWith(file) ? message : `${file}: ${message}`; // a line of it may be named
      throw new SweepError("data", named, { cause: error });
    }
  }

  #remember(file: string, entry: { version: string; value: T }): void {
    this.#entries.delete(file);
    this.#entries.set(file, entry);
    const oldest = this.#entries.keys().next().value;
    if (this.#entries.size > this.#options.capacity && oldest !== undefined)
      this.#entries.delete(oldest);
  }
}
