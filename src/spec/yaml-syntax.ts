import { CST, Parser, type YAMLError } from "yaml";

/** What is wrong with a text, and at which character. */
export interface SyntaxMistake {
  offset: number;
  message: string;
}

/**
 * The parser's errors in our words. What is opened and not closed is told where it was opened, for the parser notices it much
 * further down, and whatever it finds odd from there on follows from it.
 */
export function syntaxMistakes(text: string, errors: readonly YAMLError[]): SyntaxMistake[] {
  const found = errors.map((error) => ({ offset: error.pos[0], message: messageOf(error) }));
  const [cause, ...others] = errors.some(isAboutEnds) ? unclosed(text) : [];
  if (!cause) return found;
  return [...found.filter(({ offset }) => offset < cause.offset), cause, ...others];
}

function messageOf({ code, message }: YAMLError): string {
  switch (code) {
    case "TAB_AS_INDENT":
      return "YAML: expected spaces as indentation, got a tab";
    case "MULTIPLE_DOCS":
      return "YAML: expected one document, got a second one (`---`)";
    default:
      return `YAML: ${message}`;
  }
}

/** Are there errors that an open bracket or quote may explain? A flow collection or text that ends well has none of them. */
function isAboutEnds({ code }: YAMLError): boolean {
  return code === "MISSING_CHAR" || code === "BAD_INDENT" || code === "UNEXPECTED_TOKEN";
}

/** Brackets that are closed by the wrong one, for that leaves others open; else all that are not closed. In the text's order. */
function unclosed(text: string): SyntaxMistake[] {
  const open: SyntaxMistake[] = [];
  const crossed: SyntaxMistake[] = [];
  for (const token of tokensOf(text)) {
    const { offset } = token;
    if (token.type === "flow-collection") {
      const opening = token.start.source;
      const closing = opening === "[" ? "]" : "}";
      const end = token.end.find(
        ({ type }) => type === "flow-seq-end" || type === "flow-map-end",
      )?.source;
      const message = `YAML: expected \`${closing}\` to close the \`${opening}\` that is opened here, got`;
      if (end === undefined) open.push({ offset, message: `${message} none` });
      else if (end !== closing) crossed.push({ offset, message: `${message} \`${end}\`` });
    } else if (isOpenText(token))
      open.push({
        offset,
        message: `YAML: expected a closing ${token.source[0]} for the text that begins here, got none`,
      });
  }
  return (crossed.length > 0 ? crossed : open).sort((a, b) => a.offset - b.offset);
}

/** Every value of the text, and what is in it. */
function tokensOf(text: string): CST.Token[] {
  const found: CST.Token[] = [];
  const add = ({ key, value }: CST.CollectionItem) => {
    for (const token of [key, value]) if (token) found.push(token);
  };
  for (const document of new Parser().parse(text))
    if (document.type === "document" && document.value) CST.visit(document, add);
  return found;
}

function isOpenText(token: CST.Token): token is CST.FlowScalar {
  if (token.type === "double-quoted-scalar") return !/^"([^"\\]|\\[\s\S])*"$/.test(token.source);
  return token.type === "single-quoted-scalar" && !/^'([^']|'')*'$/.test(token.source);
}
