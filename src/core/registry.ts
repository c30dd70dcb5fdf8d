import { SweepError } from "./errors.js";
import { didYouMean } from "./suggest.js";

/** What every plug-in says of itself; each kind of plug-in extends it with a schema and a `create`. */
export interface Descriptor {
  /** The name by which an experiment asks for it. */
  type: string;
}

/** The known plug-ins of one kind, by name. */
export class Registry<D extends Descriptor> {
  readonly #kind: string;
  readonly #byType: ReadonlyMap<string, D>;

  constructor(kind: string, descriptors: readonly D[]) {
    this.#kind = kind;
    this.#byType = new Map(descriptors.map((descriptor) => [descriptor.type, descriptor]));
  }

  get types(): string[] {
    return [...this.#byType.keys()];
  }

  find(type: string): D | undefined {
    return this.#byType.get(type);
  }

  /** @throws SweepError("usage") that lists the known names. */
  get(type: string): D {
    const found = this.#byType.get(type);
    if (found) return found;
    throw new SweepError("usage", this.unknown(type));
  }

  /** The message for a name that is not known. */
  unknown(type: string): string {
    const known = this.types.map((name) => `\`${name}\``).join(", ");
    return `${this.#kind}: expected one of ${known}, got \`${type}\`${didYouMean(type, this.types)}`;
  }
}
