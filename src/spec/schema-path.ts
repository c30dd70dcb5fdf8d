import { z } from "zod";

/**
 * The schemas that a value below `schema` may have to satisfy, for example those of `optimizer.lr`. Null where that
 * cannot be known from the outside (a transform, `unknown`): only the whole value can be checked then. Empty where no
 * variant of the schema knows such a key.
 */
export function schemasAt(schema: z.ZodType, path: readonly string[]): z.ZodType[] | null {
  let schemas: z.ZodType[] = [schema];
  for (const step of path) {
    const next: z.ZodType[] = [];
    for (const variant of schemas.flatMap(variantsOf)) {
      if (isOpaque(variant)) return null;
      next.push(...childrenOf(variant, step));
    }
    schemas = next;
  }
  return schemas;
}

/** Every key that a mapping at this schema may have, for suggestions. */
export function keysOf(schema: z.ZodType): string[] {
  return variantsOf(schema).flatMap((variant) =>
    variant instanceof z.ZodObject ? Object.keys(variant.shape) : [],
  );
}

/** Takes off what surrounds a schema (defaults, optional, …) and takes unions apart. */
function variantsOf(schema: z.ZodType): z.ZodType[] {
  if (schema instanceof z.ZodUnion) return (schema.options as z.ZodType[]).flatMap(variantsOf);
  if (
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodReadonly ||
    schema instanceof z.ZodCatch ||
    schema instanceof z.ZodNonOptional ||
    schema instanceof z.ZodLazy
  )
    return variantsOf(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodPipe) return variantsOf(schema.in as z.ZodType);
  return [schema];
}

function isOpaque(schema: z.ZodType): boolean {
  return (
    schema instanceof z.ZodTransform ||
    schema instanceof z.ZodUnknown ||
    schema instanceof z.ZodAny ||
    schema instanceof z.ZodCustom ||
    schema instanceof z.ZodIntersection
  );
}

function childrenOf(schema: z.ZodType, key: string): z.ZodType[] {
  if (schema instanceof z.ZodRecord) return [schema.valueType as z.ZodType];
  if (!(schema instanceof z.ZodObject)) return [];
  const child = (schema.shape as Record<string, z.ZodType>)[key];
  return child ? [child] : [];
}
