import { InputError, refuseToken, show } from '../../errors';
import type { Expression } from '../../rules-language';
import { any, field, not } from '../../rules-language/build/build';
import { type OneOrMore, readOneOrMore } from './one-or-more';

/**
 * Query parameters by name, each with the values that it may have.
 *
 * @example
 * const query: QueryMatch = { action: 'export', format: ['pdf', 'png'] };
 */
export type QueryMatch = Readonly<Record<string, OneOrMore<string>>>;

/** A parameter that the query must have, once, with one of these values. */
export interface Parameter {
  readonly name: string;
  readonly values: readonly [string, ...string[]];
}

/** Characters that clients never send unencoded in a query. */
const NEVER_SENT = /[^\x21-\x7e]|["<>#]/;

/** @throws InputError `query/...` */
export function parseQuery(query: unknown): readonly Parameter[] {
  refuseToken('query', query);
  const isPlain = typeof query === 'object' && query !== null && !Array.isArray(query);
  const entries = isPlain ? Object.entries(query) : [];
  if (entries.length === 0) {
    throw new InputError('query/kind', {
      message: `\`query\` must name query parameters with their values, got: ${show(query)}`,
      help: "write query: { action: 'export' }, or leave it out",
    });
  }
  return entries.map(([name, given]) => {
    requireName(name);
    const prop = `query.${name}`;
    return {
      name,
      values: readOneOrMore(
        prop,
        given,
        (value) => requireValue(prop, value),
        (value) => value,
      ),
    };
  });
}

/**
 * The query has each parameter exactly once, with one of its values. It is not known which of two an origin reads, and it may
 * read `%61ction` as `action`: a request with a parameter twice, or with an encoded name, is inspected.
 */
export function queryExpression(parameters: readonly Parameter[]): readonly Expression[] {
  if (parameters.length === 0) return [];
  const named = parameters.flatMap(({ name, values }) => {
    const all = field('http.request.uri.args').key(name);
    const [first] = values;
    return [values.length === 1 ? all.at(0).eq(first) : all.at(0).in(values), all.length().eq(1)];
  });
  return [...named, not(any(field('http.request.uri.args.names').each().contains('%')))];
}

function requireName(name: string): void {
  if (name !== '' && !NEVER_SENT.test(name) && !/[&=%]/.test(name)) return;
  throw new InputError('query/name', {
    message: `\`query\` must name parameters as clients send them, without \`&\`, \`=\` and \`%\`, got: ${show(name)}`,
    help: name.includes('%')
      ? 'write the name without percent-encoding; a request with an encoded name is always inspected'
      : "write one parameter for each key: query: { action: 'export', format: 'mp4' }",
  });
}

function requireValue(prop: string, value: unknown): string {
  refuseToken(prop, value);
  if (typeof value !== 'string') {
    throw new InputError('query/value', {
      message: `\`${prop}\` must be a text or a list of texts, got: ${show(value)}`,
      help: `write the value as clients send it, such as { '${prop.slice('query.'.length)}': '1' }`,
    });
  }
  if (!NEVER_SENT.test(value) && !value.includes('&')) return value;
  // Half a surrogate pair has no encoding.
  const encoded = value.isWellFormed() ? encodeURIComponent(value) : undefined;
  const withPlus = encoded?.replaceAll('%20', '+');
  throw new InputError('query/value', {
    message: `\`${prop}\` is compared as clients send it, and none sends this text unencoded, got: ${show(value)}`,
    help:
      encoded === undefined || withPlus === undefined
        ? 'write the value as it appears in the Security Event'
        : encoded === withPlus
          ? `did you mean \`${encoded}\`?`
          : `did you mean \`${encoded}\` or \`${withPlus}\`? Clients differ: a list takes both`,
  });
}
