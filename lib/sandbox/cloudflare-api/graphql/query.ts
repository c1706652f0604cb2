import { type Json, parseJson } from '../json';

/** A field of a selection with its arguments, variables filled in. */
export interface QueryField {
  /** The key in the answer: the alias, or the name. */
  readonly key: string;
  readonly name: string;
  readonly arguments: Readonly<Record<string, Json>>;
  readonly fields: readonly QueryField[];
}

/** A query that this API cannot answer. */
export class QueryError extends Error {}

/** Longer and deeper than any query of this one dataset. */
const MAX_LENGTH = 10_000;
const MAX_DEPTH = 20;

type Variables = Readonly<Record<string, Json | undefined>>;

const TOKEN =
  /[\s,]+|#[^\n]*|([{}()[\]:$!=])|([A-Za-z_]\w*)|(-?\d+(?:\.\d+)?)|("[^"\\\n]*(?:\\.[^"\\\n]*)*")/y;

/**
 * Reads one anonymous or named query: fields, aliases, arguments and variables. Fragments, directives and mutations are
 * refused, not ignored.
 *
 * @throws QueryError
 */
export function parseQuery(text: string, variables: Variables): readonly QueryField[] {
  if (text.length > MAX_LENGTH) throw new QueryError(`the query is longer than ${MAX_LENGTH} characters`);
  const reader = new QueryReader(tokens(text), variables);
  return reader.document();
}

function tokens(text: string): readonly string[] {
  const found: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (match === null) throw new QueryError(`cannot read the query at \`${text.slice(at, at + 20)}\``);
    const token = match[1] ?? match[2] ?? match[3] ?? match[4];
    if (token !== undefined) found.push(token);
  }
  return found;
}

class QueryReader {
  private at = 0;
  private depth = 0;

  constructor(
    private readonly tokens: readonly string[],
    private readonly variables: Variables,
  ) {}

  document(): readonly QueryField[] {
    if (this.peek() === 'query') {
      this.next();
      if (this.isName()) this.next();
      if (this.peek() === '(') this.variableDefinitions();
    }
    const fields = this.selection();
    if (this.peek() !== undefined)
      throw new QueryError(`expected one query, found \`${this.next()}\` after it`);
    return fields;
  }

  /** Types are not checked; the values are, where they are used. */
  private variableDefinitions(): void {
    while (this.peek() !== ')') this.next();
    this.next();
  }

  private selection(): readonly QueryField[] {
    return this.nested(() => {
      this.expect('{');
      const fields: QueryField[] = [];
      while (this.peek() !== '}') fields.push(this.field());
      this.next();
      return fields;
    });
  }

  private field(): QueryField {
    const key = this.name();
    let name = key;
    if (this.peek() === ':') {
      this.next();
      name = this.name();
    }
    const given = this.peek() === '(' ? this.pairs('(', ')') : {};
    return { key, name, arguments: given, fields: this.peek() === '{' ? this.selection() : [] };
  }

  private pairs(open: string, close: string): Readonly<Record<string, Json>> {
    return this.nested(() => {
      this.expect(open);
      const values = new Map<string, Json>();
      while (this.peek() !== close) {
        const name = this.name();
        this.expect(':');
        values.set(name, this.value());
      }
      this.next();
      return Object.fromEntries(values);
    });
  }

  private value(): Json {
    const token = this.peek() ?? '';
    if (token === '{') return this.pairs('{', '}');
    if (token === '[') return this.list();
    this.next();
    if (token === '$') return this.variable();
    if (token.startsWith('"') || /^-?\d/.test(token)) return literal(token);
    if (token === 'true' || token === 'false') return token === 'true';
    // What is left is an enum such as `datetime_DESC`.
    if (/^[A-Za-z_]/.test(token)) return token === 'null' ? null : token;
    throw new QueryError(`expected a value, found \`${token}\``);
  }

  private list(): Json {
    return this.nested(() => {
      this.expect('[');
      const items: Json[] = [];
      while (this.peek() !== ']') items.push(this.value());
      this.next();
      return items;
    });
  }

  private nested<T>(read: () => T): T {
    this.depth += 1;
    if (this.depth > MAX_DEPTH)
      throw new QueryError(`the query is nested more than ${MAX_DEPTH} levels deep`);
    const result = read();
    this.depth -= 1;
    return result;
  }

  private variable(): Json {
    const name = this.name();
    const value = Object.hasOwn(this.variables, name) ? this.variables[name] : undefined;
    if (value === undefined) throw new QueryError(`the variable \`$${name}\` has no value`);
    return value;
  }

  private name(): string {
    if (!this.isName()) throw new QueryError(`expected a name, found \`${this.peek() ?? 'the end'}\``);
    return this.next();
  }

  private isName(): boolean {
    return /^[A-Za-z_]/.test(this.peek() ?? '');
  }

  private expect(token: string): void {
    const found = this.next();
    if (found !== token) throw new QueryError(`expected \`${token}\`, found \`${found}\``);
  }

  private peek(): string | undefined {
    return this.tokens[this.at];
  }

  private next(): string {
    const token = this.tokens[this.at];
    if (token === undefined) throw new QueryError('the query ends too early');
    this.at += 1;
    return token;
  }
}

/** Strings and numbers are those of JSON, nearly: what is none is an error of the query. */
function literal(token: string): Json {
  try {
    return parseJson(token);
  } catch {
    throw new QueryError(`expected a value, found \`${token}\``);
  }
}
