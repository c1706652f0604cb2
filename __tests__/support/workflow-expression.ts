/** What expressions of a workflow may name: `github`, `inputs`, `matrix`, `secrets`, `steps`, `vars`. */
export type Contexts = Readonly<Record<string, unknown>>;

/** Fills `${{ ... }}` in a text of a workflow, in the part of GitHub's expression language that our workflows use. */
export function filled(text: string, contexts: Contexts): string {
  return text.replaceAll(/\$\{\{(.*?)\}\}/g, (_whole, expression: string) =>
    asText(evaluated(expression, contexts)),
  );
}

/** Whether the `if` of a job or a step lets it run. */
export function isMet(condition: string | undefined, contexts: Contexts): boolean {
  return condition === undefined || Boolean(evaluated(condition.replace(/^\$\{\{|\}\}$/g, ''), contexts));
}

/** The value of an expression. */
export function evaluated(expression: string, contexts: Contexts): unknown {
  const tokens = expression.match(/'(?:[^']|'')*'|[\w-]+(?:\.[\w-]+)*|&&|\|\||[=!]=|[!(),]/g) ?? [];
  if (tokens.join('') !== expression.replaceAll(/ (?=(?:[^']*'[^']*')*[^']*$)/g, '').trim()) {
    throw new Error(`not understood: ${expression}`);
  }
  let next = 0;
  const take = (token: string): boolean => {
    if (tokens[next] !== token) return false;
    next += 1;
    return true;
  };
  const either = (): unknown => {
    let value = both();
    while (take('||')) {
      const other = both();
      value = Boolean(value) ? value : other;
    }
    return value;
  };
  const both = (): unknown => {
    let value = compared();
    while (take('&&')) {
      const other = compared();
      value = Boolean(value) ? other : value;
    }
    return value;
  };
  const compared = (): unknown => {
    const value = single();
    if (take('==')) return asText(value) === asText(single());
    if (take('!=')) return asText(value) !== asText(single());
    return value;
  };
  const single = (): unknown => {
    if (take('!')) return !Boolean(single());
    if (take('(')) {
      const value = either();
      take(')');
      return value;
    }
    const token = tokens[next++] ?? '';
    if (token.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'");
    return take('(') ? called(token, values()) : lookedUp(token, contexts);
  };
  const values = (): readonly unknown[] => {
    const given = [either()];
    while (take(',')) given.push(either());
    take(')');
    return given;
  };
  const value = either();
  if (next !== tokens.length) throw new Error(`not understood: ${expression}`);
  return value;
}

function called(name: string, values: readonly unknown[]): unknown {
  const [first, ...rest] = values.map(asText);
  if (name === 'fromJSON') return JSON.parse(first ?? '');
  if (name === 'format')
    return (first ?? '').replaceAll(/\{(\d)\}/g, (_all, at: string) => rest[Number(at)] ?? '');
  throw new Error(`no function ${name}`);
}

function lookedUp(path: string, contexts: Contexts): unknown {
  const [context = '', ...names] = path.split('.');
  if (!Object.hasOwn(contexts, context)) throw new Error(`no context ${context}`);
  return names.reduce<unknown>(
    (value, name) => (value as Readonly<Record<string, unknown>> | undefined)?.[name],
    contexts[context],
  );
}

function asText(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
