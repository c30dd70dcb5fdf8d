/** Parts of a filter that are switched by a click. Pure. */

/** Is `term` one of the parts that `where` joins by `and`? */
export function hasTerm(where: string, term: string): boolean {
  return termsOf(where).includes(term);
}

/** Adds the term to what must hold, or takes it away where it stands there already. */
export function toggleTerm(where: string, term: string): string {
  const terms = termsOf(where);
  const others = terms.filter((each) => each !== term);
  if (others.length < terms.length) return others.join(" and ");
  return [...terms.map(guarded), term].join(" and ");
}

/** Split at the `and`s outside of brackets and quotes; whole where an `or` stands there. */
function termsOf(where: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let term = "";
  for (const [token] of where.matchAll(/"[^"]*"|'[^']*'|`[^`]*`|[()]|\s+|[^\s()"'`]+/g)) {
    depth += token === "(" ? 1 : token === ")" ? -1 : 0;
    if (depth === 0 && /^or$/i.test(token)) return [where.trim()];
    if (depth === 0 && /^and$/i.test(token)) {
      found.push(term.trim());
      term = "";
    } else term += token;
  }
  return [...found, term.trim()].filter((each) => each !== "");
}

/** In brackets where an `or` would otherwise reach over the `and`. */
function guarded(term: string): string {
  return /\bor\b/i.test(term) && !term.startsWith("(") ? `(${term})` : term;
}
