import { errorDiagnostic, type Diagnostic } from '../diagnostics';
import { attributeOf, isList, stringOf, UNKNOWN, type Value, type ValueObject } from '../value';
import type { Check, Checks } from './check';
import { conflictsWith } from './combination-checks';
import { isNormalAddress } from './normal-address';
import { numberOneOf, oneOfIgnoringCase } from './value-checks';

/** Kinds of lists; each is also the name of the attribute that its items have. */
const LIST_KINDS = ['ip', 'redirect', 'hostname', 'asn'];

const redirectStatus = numberOneOf(301, 302, 307, 308);

const hasPath: Check = ({ value, path }) => {
  const text = stringOf(value);
  if (text === null) return [];
  const withScheme = /^https?:\/\//.test(text) ? text : `https://${text}`;
  const afterHost = withScheme.replace(/^https?:\/\/[^/?#]*/, '');
  if (afterHost.startsWith('/')) return [];
  return [
    errorDiagnostic(
      'source_url path is empty',
      "The source_url path must not be empty, append a '/' at the end of the URL.",
      path,
    ),
  ];
};

/** What the provider checks of a `cloudflare_list`. */
export const listChecks: Checks = {
  attributes: {
    kind: [oneOfIgnoringCase(...LIST_KINDS)],
    ...Object.fromEntries(
      LIST_KINDS.map((kind) => [
        `items[].${kind}`,
        [conflictsWith(...LIST_KINDS.filter((other) => other !== kind))],
      ]),
    ),
    'items[].ip': [conflictsWith('redirect', 'hostname', 'asn'), isNormalAddress],
    'items[].redirect.source_url': [hasPath],
    'items[].redirect.status_code': [redirectStatus],
  },
  whole: [itemsOfTheKind],
};

/** What the provider checks of a `cloudflare_list_item`. */
export const listItemChecks: Checks = {
  attributes: {
    ip: [isNormalAddress],
    'redirect.source_url': [hasPath],
    'redirect.status_code': [redirectStatus],
  },
};

function itemsOfTheKind(config: ValueObject): Diagnostic[] {
  const kind = stringOf(config['kind']) ?? '';
  const { items } = config;
  if (!isList(items)) return [];
  return items
    .filter((item) => item !== UNKNOWN)
    .flatMap((item) => [
      ...(LIST_KINDS.includes(kind) && attributeOf(item, kind) === null
        ? [
            errorDiagnostic(
              `\`${kind}\` is not set on list item`,
              'Each list item must be the same type as the list kind.',
              ['items'],
            ),
          ]
        : []),
      ...wildcardProblems(attributeOf(item, 'hostname')),
    ]);
}

function wildcardProblems(hostname: Value): Diagnostic[] {
  const name = stringOf(attributeOf(hostname, 'url_hostname'));
  if (name === null) return [];
  const isWildcard = name.startsWith('*');
  if (isWildcard !== (attributeOf(hostname, 'exclude_exact_hostname') === null)) return [];
  const problem = `exclude_exact_hostname is ${isWildcard ? 'required' : 'only allowed'} for wildcard hostnames`;
  const cure = isWildcard ? 'set it to true or false.' : 'remove it from the resource.';
  return [errorDiagnostic(problem, `${problem}, ${cure}`, ['hostname', 'exclude_exact_hostname'])];
}
