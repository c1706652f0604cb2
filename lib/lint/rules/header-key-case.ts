import { show } from '../../errors';
import type { Range, Value } from '../../rules-language';
import { conditionLint, type Found } from '../rule';
import { textOf } from '../questions/texts';

const BY_LOWER_CASE_NAME: readonly string[] = ['http.request.headers', 'http.response.headers'];
const NAMES: readonly string[] = ['http.request.headers.names', 'http.response.headers.names'];

export const headerKeyCase = conditionLint(
  'header-key-case',
  'warning',
  'a header name with capital letters',
  ({ field, functions, operator }) =>
    BY_LOWER_CASE_NAME.includes(field) ||
    (NAMES.includes(field) && functions.length === 0 && (operator === 'eq' || operator === 'in')),
  ({ field, value, texts }) => {
    const { name = '' } = field ?? {};
    if (NAMES.includes(name))
      return texts.flatMap((literal) => inNames(name, textOf(literal), literal.range));
    const first = field?.path[0];
    if (typeof first === 'object') return problemsOf(first.key, field?.range);
    return keysAskedFor(value);
  },
);

/** `has_key(http.request.headers, "x")` */
function keysAskedFor(value: Value): readonly Found[] {
  if (value.kind !== 'call' || value.function !== 'has_key') return [];
  const [, key] = value.arguments;
  return key?.kind === 'string' ? problemsOf(textOf(key), key.range) : [];
}

/** There the names keep the case that the client wrote: over HTTP/2 that is lower, over HTTP/1.1 any. */
function inNames(field: string, name: string, range: Range | undefined): readonly Found[] {
  if (!/[A-Z]/.test(name)) return [];
  return [
    {
      message: `\`${field}\` has names as the client wrote them, lower case over HTTP/2: few requests have ${show(name)}`,
      help: `compare \`lower(${field}[*])[*]\` with ${show(name.toLowerCase())}`,
      range,
    },
  ];
}

function problemsOf(name: string, range: Range | undefined): readonly Found[] {
  if (!/[A-Z]/.test(name)) return [];
  return [
    {
      message: `the names of headers are lower case here, got: ${show(name)}`,
      help: `write ${show(name.toLowerCase())}`,
      range,
    },
  ];
}
