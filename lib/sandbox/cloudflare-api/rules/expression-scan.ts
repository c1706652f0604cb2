/**
 * An expression with the contents of its strings taken out, so that words and `$lists` found in it are the
 * language's own. Raw strings (`r#"..."#`) end at a quote with as many `#`; in quoted ones `\` takes the next
 * character along.
 */
function withoutStrings(expression: string): string {
  return expression.replace(/r(#*)"[\s\S]*?"\1|"(?:\\[\s\S]|[^"\\])*"/g, '""');
}

/** The lists that an expression uses, without the `$`, each once. */
export function listsIn(expression: string): readonly string[] {
  const names = [...withoutStrings(expression).matchAll(/\$([A-Za-z0-9_.]+)/g)].map(
    (match) => match[1] ?? '',
  );
  return [...new Set(names)];
}

/** What counts against the limit: characters, with each run of white space as one. */
export function expressionSize(expression: string): number {
  return Array.from(expression.trim().replace(/\s+/g, ' ')).length;
}
