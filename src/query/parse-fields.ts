import { resolveField } from "./fields.js";
import type { Field, KnownNames, SortKey } from "./filter.js";
import { Scanner } from "./scanner.js";

export interface FieldsOptions {
  known: KnownNames;
  /** Where the text comes from, for messages: `sort`, `--columns`. */
  where: string;
}

export interface NamedField {
  field: Field;
  /** As it was written. */
  name: string;
}

/** Fields with commas between them; none for a blank text. @throws QueryError */
export function parseFields(text: string, options: FieldsOptions): Field[] {
  return list(new Scanner(text, options.where), (scanner) => takeField(scanner, options.known));
}

/** As `parseFields`, each field with the text that named it. @throws QueryError */
export function parseNamedFields(text: string, options: FieldsOptions): NamedField[] {
  return list(new Scanner(text, options.where), (scanner) => {
    const from = scanner.at;
    const field = takeField(scanner, options.known);
    return { field, name: text.slice(from, scanner.at).trimEnd() };
  });
}

/** As `parseFields`, each field with `-` before it for descending order. @throws QueryError */
export function parseSort(text: string, options: FieldsOptions): SortKey[] {
  return list(new Scanner(text, options.where), (scanner) => {
    const descending = scanner.take("-");
    return { field: takeField(scanner, options.known), descending };
  });
}

function list<T>(scanner: Scanner, take: (scanner: Scanner) => T): T[] {
  if (scanner.isAtEnd) return [];
  const items = [take(scanner)];
  while (scanner.take(",")) items.push(take(scanner));
  if (scanner.isAtEnd) return items;
  throw scanner.unexpected("`,` or the end");
}

function takeField(scanner: Scanner, known: KnownNames): Field {
  const token = scanner.takeField();
  if (!token) throw scanner.unexpected("a field");
  const field = resolveField(token, known);
  if (typeof field === "string") throw scanner.error(token.at, field);
  return field;
}
