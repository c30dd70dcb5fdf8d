/** Ends a `switch` over a tagged union: the compiler fails here when a member is not handled. */
export function assertNever(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`);
}
